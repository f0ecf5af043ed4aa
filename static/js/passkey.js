// Passkeys: without script, or in a browser that has none, the form stays hidden and the code does as well.
"use strict";

// It stands in the page, or is asked for when it is needed, so that it is new however long the page was open.
async function question(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.question, { method: "POST", body: new FormData(form) });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  // "create" or "get"
  const asked = form.dataset.passkey;
  const parse = window.PublicKeyCredential?.[asked === "create" ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON"];
  if (!parse) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    form.querySelector("[role=alert]").hidden = true;
    try {
      const publicKey = parse.call(PublicKeyCredential, await question(form));
      const made = await navigator.credentials[asked]({ publicKey });
      form.elements.answer.value = JSON.stringify(made);
      form.submit();
    } catch {
      form.querySelector("[role=alert]").hidden = false;
    }
  });
}
