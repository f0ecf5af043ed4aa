// The page that the square opens. The secret after the # goes into a hidden field and out of the address bar.
const token = location.hash.slice(1);
history.replaceState(null, "", "/s");
if (token) {
  const form = document.getElementById("scanned");
  form.elements.token.value = token;
  form.hidden = false;
  document.getElementById("typed").hidden = true;
}
