// Reads a question and its answers aloud: with a recording of the council's, or with a voice that lives on this device.
// A voice of somebody else's server would be told what is asked, so it is never used. Without either nothing is shown.
(function () {
  var speech = window.speechSynthesis;
  var playing = null;

  function voice() {
    var language = document.documentElement.lang;
    var all = speech ? speech.getVoices() : [];
    return all.find(function (each) {
      return each.localService && each.lang.replace("_", "-").split("-")[0] === language.split("-")[0];
    });
  }

  function hush() {
    if (playing) playing.pause();
    if (speech) speech.cancel();
  }

  function words(element) {
    return element.textContent.replace(/\s+/g, " ").trim();
  }

  function say(element) {
    hush();
    if (element.dataset.clip) {
      playing = new Audio(element.dataset.clip);
      // pressed again, or no sound here
      playing.play().catch(function () {});
    } else if (voice()) {
      var spoken = new SpeechSynthesisUtterance(words(element));
      spoken.voice = voice();
      spoken.lang = spoken.voice.lang;
      speech.speak(spoken);
    }
  }

  function canSay(element) {
    return Boolean(element.dataset.clip || voice());
  }

  function button(model, element) {
    var made = model.cloneNode(true);
    made.hidden = false;
    made.setAttribute("aria-label", model.getAttribute("aria-label") + ": " + words(element));
    made.addEventListener("click", function () { say(element); });
    return made;
  }

  // Beside the question from the start; beside each answer from the moment that somebody wants to listen.
  function offer() {
    var model = document.querySelector("[data-hear]");
    var question = document.getElementById("question");
    if (!model || !question || model.dataset.hear === "ready" || !canSay(question)) return;
    model.dataset.hear = "ready";
    model.hidden = false;
    model.addEventListener("click", function () {
      say(question);
      document.querySelectorAll(".question .tile:not(.heard)").forEach(function (tile) {
        if (!canSay(tile)) return;
        tile.classList.add("heard");
        tile.after(button(model, tile));
      });
    });
  }

  // Where somebody chooses by pictures, touching one says it.
  document.addEventListener("change", function (event) {
    var tile = event.target.closest(".little .tile");
    if (tile && event.target.checked) say(tile);
  });
  document.addEventListener("turned", function () { hush(); offer(); });
  addEventListener("pagehide", hush);
  if (speech) speech.addEventListener("voiceschanged", offer);
  offer();
})();
