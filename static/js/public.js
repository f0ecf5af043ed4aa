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

// An answer that was chosen can be taken back by pressing it again.
let chosen = null;
document.addEventListener("pointerdown", (event) => {
  const tile = event.target.closest(".tile");
  const input = tile && tile.querySelector("input[type=radio]");
  chosen = input && input.checked && input.name.startsWith("answer_") ? input : null;
});
document.addEventListener("click", (event) => {
  if (chosen && event.target === chosen) chosen.checked = false;
});

// After 15 minutes it asks whether somebody is there; after 20 the page saves itself and closes.
const notice = document.querySelector("[data-idle]");
if (notice) {
  const opened = Date.now();
  const look = () => {
    const away = Date.now() - opened;
    notice.hidden = away < 15 * minutes;
    if (away < 20 * minutes) return;
    const stay = document.querySelector("[data-stay]");
    if (stay) stay.click();
    else location.replace("/");
  };
  setInterval(look, minutes / 4);
  addEventListener("visibilitychange", look);
}
