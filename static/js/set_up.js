// Enhancement only: without it the link is pasted.
"use strict";

// The secret of the link goes into its field and out of the address bar.
const opening = document.getElementById("opening");
if (location.hash.length > 20) {
  opening.elements.link.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  opening.requestSubmit();
}
