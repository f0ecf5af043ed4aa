// Enhancement only: every page works without it.
"use strict";

// A box that narrows a list to the rows that hold every typed word.
for (const box of document.querySelectorAll("[data-filters]")) {
  const found = box.querySelector("[role=status]");
  const rows = [...document.querySelectorAll(box.dataset.filters)].map((row) => [row, row.textContent.toLowerCase()]);
  const sections = [...document.querySelectorAll("[data-filtered]")];
  box.hidden = false;
  box.querySelector("input").addEventListener("input", (event) => {
    const wanted = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const [row, words] of rows) {
      row.hidden = !wanted.every((word) => words.includes(word));
      const folded = wanted.length && !row.hidden && row.closest("details");
      if (folded) folded.open = true;
      // What is not shown is not acted upon.
      for (const tick of row.querySelectorAll("input[type=checkbox]")) tick.disabled = row.hidden;
    }
    for (const section of sections) section.hidden = wanted.length > 0 && !section.querySelector(`${box.dataset.filters}:not([hidden])`);
    found.textContent = wanted.length ? `${rows.filter(([row]) => !row.hidden).length} / ${rows.length}` : "";
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A page that Back brings out of the browser's memory would still show a child's words after signing out.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
