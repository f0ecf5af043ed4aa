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

// Where it lies over the page, the list of what stands there folds once it has led somewhere.
document.querySelector(".contents nav")?.addEventListener("click", ({ target, currentTarget }) => {
  if (target.closest("a")) currentTarget.closest("details").open = false;
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// After the meeting: the code that what happened speaks for, at once. The server works it out again.
for (const form of document.querySelectorAll("form.after")) {
  const told = [...form.querySelectorAll(".suggestion")];
  const chosen = (name) => form.querySelector(`[name="${name}"]:checked`);
  const tick = (name, value) => { for (const each of form.querySelectorAll(`[name="${name}"]`)) each.checked = each.value === value; };
  const found = () => told.find((each) => !each.hidden);
  const why = form.querySelector(".why");
  const asksWhy = () => {
    if (why) why.hidden = !found()?.dataset.code || !chosen("code") || chosen("code").value === found().dataset.code;
  };
  for (const button of form.querySelectorAll(".unscripted")) button.hidden = true;
  form.addEventListener("change", ({ target }) => {
    if (target.name === "how") tick("attended", "yes");
    if (target.name === "carried_by" && target.value) tick("attended", "no");
    if (["attended", "how", "carried_by"].includes(target.name)) {
      const came = chosen("attended").value;
      const happened = `${came}/${chosen(came === "yes" ? "how" : "carried_by")?.value ?? ""}`;
      for (const each of told) each.hidden = each.dataset.happened !== happened;
      tick("code", found()?.dataset.code);
    }
    asksWhy();
  });
  asksWhy();
}

// What was sent is read once all of it has stayed on the screen for a moment, to the end of the list of what is not read.
for (const form of document.querySelectorAll("form.reading")) {
  const MOMENT = 2000;
  const left = new Map([...form.elements.submission.length ? form.elements.submission : [form.elements.submission]]
    .map((field) => [field.value, new Set(document.querySelectorAll(`[data-said="${field.value}"]`))]));
  const staying = new Map();
  const read = async (id) => {
    left.delete(id);
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, submission: id });
    const answer = await fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => null);
    // Where it was not kept the button is still there.
    if (!answer || answer.type !== "opaqueredirect") return;
    const line = form.querySelector(`li[data-said="${id}"]`);
    line.querySelector("[hidden]").hidden = false;
    line.querySelector("input").remove();
    const button = form.querySelector("button");
    if (form.elements.submission) return;
    // Who stands on the button does not fall off the page with it.
    if (document.activeElement === button) document.getElementById("read").focus();
    button.hidden = true;
  };
  const seen = (part) => {
    if (document.hidden) return;
    const id = part.dataset.said;
    left.get(id)?.delete(part);
    screen.unobserve(part);
    if (left.get(id)?.size === 0) read(id);
  };
  const screen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
      clearTimeout(staying.get(target));
      const isThere = isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= window.innerHeight / 2);
      if (isThere) staying.set(target, setTimeout(seen, MOMENT, target));
    }
  }, { threshold: [0, 0.25, 0.5, 0.75, 1] });
  const look = () => {
    screen.disconnect();
    for (const parts of left.values()) for (const part of parts) screen.observe(part);
  };
  look();
  document.addEventListener("visibilitychange", look);
}

// A page that Back brings out of the browser's memory would still show a child's words after signing out.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// How old one must be to read what is being typed, said a moment after the last letter.
for (const line of document.querySelectorAll("[data-reads]")) {
  const box = document.getElementById(line.dataset.reads);
  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const body = new URLSearchParams({ csrf_token: box.form.elements.csrf_token.value, words: box.value });
      const answer = await fetch(line.dataset.asks, { method: "POST", body }).catch(() => null);
      if (answer && answer.ok) line.textContent = await answer.text();
    }, 700);
  });
}
