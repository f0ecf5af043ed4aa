// Where a link for an interpreter leads: the secret after the # goes into a hidden field, out of the address bar.
const linked = document.getElementById("linked");
const shortest = "#".length + 26;

function takeSecret() {
  if (location.hash.length < shortest) return;
  linked.elements.secret.value = location.hash.slice(1);
  linked.hidden = false;
  document.getElementById("pasted").hidden = true;
  history.replaceState(null, "", location.pathname);
}

takeSecret();
addEventListener("hashchange", takeSecret);
