// Keyboard shortcuts of the desk. One key does one thing, never in a field, and all can be turned off (WCAG 2.1.4).
"use strict";
(() => {
  const { desk, next, search, shortcuts } = document.currentScript.dataset;
  const KEPT = "forthright-shortcuts";
  const SECOND_KEY_WITHIN_MS = 1500;
  let wentAt = -Infinity;

  // A browser that keeps nothing leaves them on.
  const areOn = () => { try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; } };
  const turn = (on) => { try { localStorage.setItem(KEPT, on ? "on" : "off"); } catch { /* for this page only */ } };

  const listed = () => [...document.querySelectorAll("[data-listed]")];
  const isTypedIn = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

  function move(step) {
    const links = listed();
    const here = links.indexOf(document.activeElement);
    const there = links[here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step];
    if (!there) return false;
    there.focus();
    there.scrollIntoView({ block: "nearest" });
    return true;
  }

  // Arrows scroll the page, unless somebody is in the list already.
  const moveWithin = (step) => listed().includes(document.activeElement) && move(step);

  function find() {
    const box = document.getElementById("search");
    if (!box) { location.assign(search); return true; }
    box.focus();
    box.select();
    return true;
  }

  function openAct(name) {
    const act = document.getElementById(name);
    if (act?.tagName !== "DETAILS") return false;
    act.open = true;
    (act.querySelector("textarea, select, input:not([type=hidden])") ?? act.querySelector("summary")).focus();
    act.scrollIntoView({ block: "nearest" });
    return true;
  }

  function goToNext() {
    const reference = location.pathname.match(/\/reports\/([^/]+)/)?.[1];
    if (!reference) return false;
    location.assign(`${next}?after=${encodeURIComponent(reference)}`);
    return true;
  }

  function choice() {
    const part = document.createElement("div");
    const button = document.createElement("button");
    const said = document.createElement("p");
    part.append(said, button);
    part.className = "shortcuts-choice";
    said.setAttribute("role", "status");
    button.type = "button";
    button.className = "button plain";
    const show = () => {
      said.textContent = areOn() ? "They are on in this browser." : "They are off in this browser.";
      button.textContent = areOn() ? "Turn them off" : "Turn them on";
    };
    button.addEventListener("click", () => { turn(!areOn()); show(); });
    show();
    return part;
  }

  async function showShortcuts() {
    try {
      const answer = await fetch(shortcuts);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const list = page.getElementById("shortcuts");
      if (!answer.ok || !list) throw new Error("no list");
      const dialog = document.createElement("dialog");
      const head = document.createElement("div");
      const title = document.createElement("h2");
      const close = document.createElement("button");
      title.textContent = "Keyboard shortcuts";
      title.id = "shortcuts-title";
      close.type = "button";
      close.className = "button";
      close.textContent = "Close";
      close.addEventListener("click", () => dialog.close());
      dialog.setAttribute("aria-labelledby", title.id);
      dialog.className = "shortcuts-dialog";
      head.className = "dialog-head";
      head.append(title, close);
      dialog.append(head, document.importNode(list, true), choice());
      dialog.addEventListener("close", () => dialog.remove());
      document.body.append(dialog);
      dialog.showModal();
      close.focus();
    } catch {
      location.assign(shortcuts);
    }
  }

  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => moveWithin(1),
    ArrowUp: () => moveWithin(-1),
    "/": find,
    "?": () => { showShortcuts(); return true; },
    g: () => { wentAt = performance.now(); return true; },
    m: () => performance.now() - wentAt < SECOND_KEY_WITHIN_MS && (location.assign(desk), true),
    a: () => openAct("answer"),
    e: () => openAct("effort"),
    h: () => openAct("heard"),
    o: () => openAct("offer"),
    n: goToNext,
  };

  document.addEventListener("keydown", (event) => {
    const isElsewhere = event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey;
    if (isElsewhere || isTypedIn(event.target) || document.querySelector("dialog[open]") || !areOn()) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (Object.hasOwn(KEYS, key) && KEYS[key]()) event.preventDefault();
  });

  const place = document.querySelector("[data-shortcuts-choice]");
  if (place) {
    place.append(choice());
    place.hidden = false;
    document.querySelector("[data-without-scripts]").hidden = true;
  }
})();
