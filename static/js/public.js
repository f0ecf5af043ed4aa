// What a page does for somebody who may be watched or called away. Without it every page works as well.
const minutes = 60000;
const root = document.documentElement;

// The page that the square opens: the secret after the # goes into a hidden field, out of the address bar. Where another
// letter is opened in the same tab only that part changes, and the page is not loaded again.
const scanned = document.getElementById("scanned");
function takeSecret() {
  if (location.hash.length <= 1) return;
  scanned.elements.token.value = location.hash.slice(1);
  scanned.hidden = false;
  // An address in another language would lose the secret: its own buttons stand below Start.
  for (const each of document.querySelectorAll("#typed, header .languages")) each.hidden = true;
  history.replaceState(null, "", location.pathname);
}
if (scanned) {
  takeSecret();
  addEventListener("hashchange", takeSecret);
}

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
