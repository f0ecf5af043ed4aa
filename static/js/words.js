// Enhancement only: without it the link is pasted, and the texts stand in a list below their screen.
"use strict";

// The secret of the link goes into its field and out of the address bar.
const opening = document.getElementById("opening");
if (opening && location.hash.length > 20) {
  opening.elements.link.value = location.hash.slice(1);
  opening.classList.remove("quiet");
  document.getElementById("pasting").hidden = true;
  history.replaceState(null, "", location.pathname);
}

const frame = document.querySelector("iframe");
const saying = document.getElementById("saying");
const cards = [...document.querySelectorAll(".card")];

function within() {
  return frame && frame.contentDocument;
}

// The words of a card, where they stand on the screen.
function show(card) {
  for (const each of cards) each.classList.toggle("here", each === card);
  const page = within();
  if (!page) return;
  const number = card.dataset.text;
  let first = null;
  for (const each of page.querySelectorAll(".text")) {
    const is_meant = each.dataset.text === number;
    each.classList.toggle("here", is_meant);
    if (is_meant && !first && each.getClientRects().length) first = each;
  }
  if (!first) return;
  const box = first.getBoundingClientRect();
  const height = frame.clientHeight;
  if (box.top < 0 || box.bottom > height) page.scrollingElement.scrollTop += box.top - height / 3;
}

// A word that is pressed: its card; one that an earlier screen has shown is asked about there.
function press(event) {
  const word = event.target.closest(".text");
  event.preventDefault();
  if (!word) return;
  const card = document.getElementById(`text_${word.dataset.text}`);
  if (card) {
    show(card);
    card.scrollIntoView({ block: "start" });
    card.focus({ preventScroll: true });
  } else {
    saying.elements.to.value = word.dataset.text;
    saying.requestSubmit();
  }
}

function ready() {
  const page = within();
  if (!page || !page.body || page.body.dataset.ready) return;
  page.body.dataset.ready = "yes";
  // The head of a page is known from the first screens: what is asked about here comes into sight.
  const asked = [...page.querySelectorAll(".text:not(.before)")].find((each) => each.getClientRects().length && !each.closest(".unseen"));
  if (asked) page.scrollingElement.scrollTop = asked.getBoundingClientRect().top - frame.clientHeight / 4;
  page.addEventListener("click", press, true);
  page.addEventListener("submit", (event) => event.preventDefault(), true);
}

if (frame) {
  document.getElementById("tapping").hidden = false;
  document.querySelector(".glass").classList.add("held");
  frame.addEventListener("load", ready);
  ready();
}
for (const card of cards) card.addEventListener("focusin", () => show(card));
