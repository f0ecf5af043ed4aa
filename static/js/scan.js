// The page that the square opens: the secret after the # goes into a hidden field, out of the address bar. Where another
// letter is opened in the same tab only that part changes, and the page is not loaded again.
const scanned = document.getElementById("scanned");
const shortest = "#".length + 16;

function takeSecret() {
  // Less is no secret but a place on this page.
  if (location.hash.length < shortest) return;
  scanned.elements.token.value = location.hash.slice(1);
  scanned.hidden = false;
  // An address in another language would lose the secret: its own buttons stand below Start.
  for (const each of document.querySelectorAll("#typed, header .languages")) each.hidden = true;
  history.replaceState(null, "", location.pathname);
}

takeSecret();
addEventListener("hashchange", takeSecret);
