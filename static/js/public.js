// What a page does for somebody who may be watched or called away. Without it every page works as well.
const minutes = 60000;
const root = document.documentElement;

// A page that the browser kept must not come back with what was on it.
addEventListener("pagehide", () => root.classList.add("left"));
addEventListener("pageshow", (event) => event.persisted && location.reload());

// Leave covers the page before the network has answered.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-leave]")) root.classList.add("left");
});

// After 15 minutes it asks whether somebody is there; after 20 the page saves itself and closes.
let opened = Date.now();
document.addEventListener("turned", () => (opened = Date.now()));
function look() {
  const notice = document.querySelector("[data-idle]");
  if (!notice) return;
  const away = Date.now() - opened;
  notice.hidden = away < 15 * minutes;
  if (away < 20 * minutes) return;
  root.classList.add("left");
  const stay = document.querySelector("[data-stay]");
  if (stay) stay.click();
  else location.replace("/");
}
setInterval(look, minutes / 4);
addEventListener("visibilitychange", look);
