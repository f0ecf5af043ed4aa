// The page that the square opens: the secret after the # goes into a hidden field, out of the address bar. Where another
// letter is opened in the same tab only that part changes, and the page is not loaded again.
const greeting = document.getElementById("greeting");
const scanned = document.getElementById("scanned");
const shortest = "#".length + 16;

function takeSecret() {
  // Less is no secret but a place on this page.
  if (location.hash.length < shortest) return;
  scanned.elements.token.value = location.hash.slice(1);
  for (const each of document.querySelectorAll("#scanned, #with_secret")) each.hidden = false;
  for (const each of document.querySelectorAll("#typed, #without")) each.hidden = true;
  history.replaceState(null, "", location.pathname);
  greet(scanned.elements.token.value);
}

// Who greets, and in which words, depends on whose letter it is. Start does not wait for it, and does not move up.
function greet(token) {
  if (!window.fetch) return;
  greeting.style.minHeight = `${greeting.getBoundingClientRect().height}px`;
  fetch(greeting.dataset.from, { method: "POST", body: new FormData(scanned), credentials: "omit" })
    .then((answer) => {
      const there = answer.headers.get("Letter-Moved-To");
      // Its child is another council's now. The secret goes along after the #, which no server sees.
      if (there) location.replace(`${there}/s#${token}`);
      return answer.ok && !there ? answer.text() : Promise.reject(answer.status);
    })
    .then((html) => {
      if (scanned.elements.token.value === token) greeting.innerHTML = html;
    })
    .catch(() => null);
}

takeSecret();
addEventListener("hashchange", takeSecret);
