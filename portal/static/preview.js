// The preview for editors: loads the page again when what it shows was saved, where the reader of it was.
"use strict";
(() => {
  const me = document.currentScript;
  const key = `preview ${location.pathname}`;
  let stream = null;

  const path_to = (element) => {
    if (!element || element === document.body) return "body";
    if (element.id) return `#${CSS.escape(element.id)}`;
    const place = [...element.parentElement.children].indexOf(element) + 1;
    return `${path_to(element.parentElement)} > :nth-child(${place})`;
  };

  const is_typed_in = () => [...document.querySelectorAll("input, textarea, select")].some((field) =>
    field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
      : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected && field.value)
        : field.type !== "hidden" && field.value !== field.defaultValue);

  const load_again = () => {
    const focus = document.activeElement === document.body ? "" : path_to(document.activeElement);
    sessionStorage.setItem(key, JSON.stringify({ x: scrollX, y: scrollY, focus }));
    location.reload();
  };

  const changed = () => {
    stream.close();
    if (!is_typed_in()) return load_again();
    const told = document.createElement("aside");
    told.className = "preview-bar";
    told.setAttribute("role", "status");
    told.textContent = "Something was saved. Load this page again to see it; what you typed here is lost then.";
    document.body.append(told);
  };

  const watch = () => {
    stream?.close();
    const { changes, page, have } = me.dataset;
    stream = new EventSource(`${changes}?${new URLSearchParams({ page, have })}`);
    stream.onmessage = changed;
  };

  const was = JSON.parse(sessionStorage.getItem(key) ?? "null");
  sessionStorage.removeItem(key);
  if (was) {
    if (was.focus) document.querySelector(was.focus)?.focus({ preventScroll: true });
    scrollTo(was.x, was.y);
  }
  // A browser keeps few connections to one server: only the page that is looked at holds one.
  document.addEventListener("visibilitychange", () => document.hidden ? stream?.close() : watch());
  addEventListener("pagehide", () => stream?.close());
  if (!document.hidden) watch();
})();
