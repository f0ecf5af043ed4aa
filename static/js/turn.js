// A turn of the page in one round trip: the page's own form is sent, and the page that comes is shown in its place.
// While there is no signal it stays, and goes on by itself. Nothing is kept outside this page. Without this script, and
// in browsers that lack what it needs, every page works as well.
(() => {
  if (!window.fetch || !window.AbortController || !window.DOMParser) return;

  const root = document.documentElement;
  // Seconds between tries.
  const waits = [2, 4, 8, 15, 30];
  const patience = 15000;
  const secondTap = 300;
  const fresh = 60000;
  let shown = location.pathname + location.search;
  let going = null;
  let ahead = null;
  let isInOrder = false;
  const known = new Set();
  let pressed = null;
  let isLeaving = false;

  // What many pages share is sent once. From then on it comes as a gap, which is filled from here.
  const parts = new Map();
  // Their names go along with each turn.
  const most = 200;
  const learn = (page) => {
    for (const each of page.querySelectorAll("[data-once]")) parts.set(each.dataset.once, each.cloneNode(true));
  };
  const fill = (page) => {
    for (const gap of page.querySelectorAll("i[data-once]")) gap.replaceWith(parts.get(gap.dataset.once).cloneNode(true));
  };
  learn(document);

  // What is often in a page is fetched once, and left out of what comes from then on: put in front, it completes that.
  // The page that brought this script must not wait for it: it comes along with the first turn.
  const often = document.currentScript.dataset.often;
  let dictionary = "";
  let isFetched = !window.DecompressionStream;
  const fetchOften = () => {
    isFetched = true;
    fetch(often).then((file) => file.ok && file.text()).then((text) => (dictionary = text || ""), () => {});
  };
  const unpack = (packed) => {
    // Plain ASCII: as many bytes.
    const size = dictionary.length;
    const front = new Uint8Array([0x78, 1, 0, size, size >> 8, ~size, ~size >> 8]);
    const stream = new Blob([front, dictionary, packed]).stream();
    const whole = stream.pipeThrough(new DecompressionStream("deflate"));
    return new Response(whole).text().then((html) => html.slice(size), forget);
  };
  const forget = (problem) => {
    // Without it, every page comes whole.
    dictionary = "";
    throw problem;
  };

  // What is asked for: an address, and how. It is made anew for each try, so that words typed meanwhile go along.
  const page = (address) => [address, {}];
  const post = (form, button) => {
    const body = new FormData(form);
    if (button && button.name) body.append(button.name, button.value);
    return [(button && button.getAttribute("formaction")) || form.getAttribute("action"), { method: "POST", body }];
  };

  // What was typed or chosen on a page that saves itself, and not sent.
  const stay = () => document.querySelector("[data-stay]");
  const isTouched = (each) =>
    each.checked !== each.defaultChecked || (each.defaultValue !== undefined && each.value !== each.defaultValue);
  const unsaved = () => {
    const button = stay();
    return button && Array.from(button.form.elements).some(isTouched) ? [() => post(button.form, button)] : [];
  };

  function go(control, asks) {
    stop();
    going = { control, asks, tries: 0 };
    ask(going);
  }

  function stop() {
    if (!going) return;
    clearTimeout(going.timer);
    if (going.request) going.request.abort();
    going = null;
  }

  function ask(turn) {
    clearTimeout(turn.timer);
    const [address, told] = turn.asks[0]();
    const sent = sentAhead(address, told) || send(address, told);
    const tooLong = setTimeout(() => sent.request.abort(), patience);
    turn.request = sent.request;
    busy(true);
    sent.whole
      .then(([answer, body]) => {
        if (!answer.headers.has("X-Turned")) throw new Error("not from us");
        const isPacked = answer.headers.get("Content-Type") === "application/octet-stream";
        const html = isPacked ? unpack(body) : new Response(body).text();
        return html.then((html) => came(turn, answer, html));
      })
      .catch(() => away(turn))
      .then(() => clearTimeout(tooLong));
    if (!isFetched) fetchOften();
  }

  function send(address, told, more) {
    known.add(address);
    const request = new AbortController();
    const mark = dictionary ? often.split("=").pop() : "1";
    const headers = Object.assign({ "X-Turn": [mark].concat(Array.from(parts.keys()).slice(-most)).join(" ") }, more);
    const asked = Object.assign({ credentials: "same-origin", headers, signal: request.signal }, told);
    const whole = fetch(address, asked).then((answer) => Promise.all([answer, answer.blob()]));
    return { address, request, at: Date.now(), whole };
  }

  // To whoever goes from place to place in order, the next one comes while they look at the map: nothing that is still
  // to be said changes it. After a minute it is asked for again; a guess that was wrong is the last.
  function nextPlace() {
    const unsaid = Array.from(document.querySelectorAll(".places li:not(.said) a"));
    return (unsaid.find((each) => !known.has(each.pathname)) || {}).pathname;
  }

  function sendAhead() {
    const next = nextPlace();
    if (!next || !isInOrder) return;
    ahead = send(next, {}, { Purpose: "prefetch" });
    ahead.whole.catch(() => {});
  }

  function sentAhead(address, told) {
    const sent = ahead;
    const next = sent ? sent.address : nextPlace();
    ahead = null;
    if (next) isInOrder = next === address;
    return sent && sent.address === address && !told.method && Date.now() - sent.at < fresh ? sent : null;
  }

  function came(turn, answer, html) {
    if (turn !== going) return;
    if (turn.asks.length > 1 && answer.ok) {
      turn.asks.shift();
      ask(turn);
      return;
    }
    going = null;
    show(answer.headers.get("X-Turned"), new DOMParser().parseFromString(html, "text/html"));
  }

  function away(turn) {
    if (turn !== going) return;
    turn.request = null;
    busy(false);
    const notice = document.querySelector("[data-away]");
    if (notice) notice.hidden = false;
    turn.timer = setTimeout(ask, waits[Math.min(turn.tries++, waits.length - 1)] * 1000, turn);
  }

  // Nothing may be typed into a page that is already on its way.
  function busy(on) {
    if (on) root.setAttribute("aria-busy", "true");
    else root.removeAttribute("aria-busy");
    for (const each of document.querySelectorAll("textarea, .field")) each.readOnly = on;
  }

  function show(address, next) {
    busy(false);
    fill(next);
    learn(next);
    root.classList.remove("left");
    for (const name of ["lang", "dir"]) root.setAttribute(name, next.documentElement.getAttribute(name));
    document.title = next.title;
    for (const each of next.querySelectorAll("head link[rel=stylesheet], head script[src]")) fetchOnce(each);
    if (address !== location.pathname + location.search) history.pushState(null, "", address);
    shown = address;
    document.body.replaceWith(document.adoptNode(next.body));
    scrollTo(0, 0);
    const first = document.querySelector("[autofocus]") || document.querySelector("h1");
    if (!first.hasAttribute("tabindex")) first.tabIndex = -1;
    first.focus();
    document.dispatchEvent(new Event("turned"));
    sendAhead();
  }

  function fetchOnce(each) {
    const name = each.localName === "script" ? "src" : "href";
    if (document.querySelector(`head [${name}="${each.getAttribute(name)}"]`)) return;
    const copy = document.createElement(each.localName);
    for (const has of Array.from(each.attributes)) copy.setAttribute(has.name, has.value);
    document.head.appendChild(copy);
  }

  // A second tap does nothing: it neither takes back an answer nor presses what the first one has brought.
  let last = { what: null, at: 0, x: 0, y: 0 };
  let isTouch = false;
  const isSecond = (what, event) => {
    if (!what || what !== last.what) return false;
    const isNear = Math.abs(event.clientX - last.x) + Math.abs(event.clientY - last.y) < 30;
    return event.detail > 1 || (isTouch && isNear && event.timeStamp - last.at < secondTap);
  };
  function once(event) {
    const control = event.target.closest("label, button, a");
    // What a label does to its own box is no tap, nor is the key Enter; and nothing may keep somebody here.
    if (!event.detail || event.target.localName === "input" || (control && control.matches("[data-leave]"))) return;
    const what = control && control.localName !== "label" ? "way on" : control;
    if (isSecond(what, event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    last = { what, at: event.timeStamp, x: event.clientX, y: event.clientY };
  }
  addEventListener("pointerdown", (event) => (isTouch = event.pointerType === "touch"), true);
  addEventListener("click", once, true);

  document.addEventListener("click", (event) => {
    pressed = event.target.closest("button");
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.origin !== location.origin || link.hash || link.target) return;
    event.preventDefault();
    go(link, unsaved().concat(() => page(link.pathname + link.search)));
  });

  document.addEventListener("submit", (event) => {
    const button = event.submitter || pressed;
    isLeaving = Boolean(button && button.matches("[data-leave]"));
    if (isLeaving) stop();
    if (isLeaving || event.defaultPrevented) return;
    event.preventDefault();
    if (!going || !going.request || going.control !== button) go(button, [() => post(event.target, button)]);
  });

  addEventListener("popstate", () => {
    const address = location.pathname + location.search;
    if (address !== shown) go(null, unsaved().concat(() => page(address)));
  });
  addEventListener("online", () => going && !going.request && ask(going));

  // Back to a page that was loaded before this one: there is no time to wait for an answer.
  addEventListener("pagehide", () => {
    if (!isLeaving && navigator.sendBeacon) for (const each of unsaved()) navigator.sendBeacon(each()[0], each()[1].body);
  });
})();
