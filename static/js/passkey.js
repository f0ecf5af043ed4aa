// Passkeys: without script, or in a browser that has none, the form stays hidden and the code does as well.
"use strict";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const asked = form.dataset.passkey;  // "create" or "get"
  const parse = window.PublicKeyCredential?.[asked === "create" ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON"];
  if (!parse) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    form.querySelector("[role=alert]").hidden = true;
    try {
      const publicKey = parse.call(PublicKeyCredential, JSON.parse(form.dataset.options));
      const made = await navigator.credentials[asked]({ publicKey });
      form.elements.answer.value = JSON.stringify(made);
      form.submit();
    } catch {
      form.querySelector("[role=alert]").hidden = false;
    }
  });
}
