// The preview for editors: shows the page anew when what it shows was saved, where the reader of it was.
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

  const place = () =>
    ({ x: scrollX, y: scrollY, focus: document.activeElement === document.body ? "" : path_to(document.activeElement) });

  const go_to = ({ x, y, focus }) => {
    if (focus) document.querySelector(focus)?.focus({ preventScroll: true });
    scrollTo(x, y);
  };

  const load_again = () => {
    sessionStorage.setItem(key, JSON.stringify(place()));
    location.reload();
  };

  // What a page needs beside its words. Where that is another, and where a script has run, only loading it all will do.
  const needs = (page) => {
    const { lang, dir } = page.documentElement;
    const ways = [...page.querySelectorAll('link[rel="stylesheet"], meta[http-equiv]')].map((element) => element.outerHTML);
    return JSON.stringify([lang, dir, page.body.className, ways]);
  };
  const runs_scripts = (page) => page.querySelectorAll('script:not([type="application/ld+json"])').length > 1;

  const asked_for = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    return answer.ok ? answer.text() : "";
  };

  const show = async (text) => {
    const next = new DOMParser().parseFromString(text ?? await asked_for(), "text/html");
    const told = next.querySelector("script[data-have]");
    if (!told || runs_scripts(next) || runs_scripts(document) || needs(next) !== needs(document))
      return load_again();
    const here = place();
    const ours = [me, document.querySelector(`body > link[rel="stylesheet"]`)];
    const before = [...document.body.childNodes].filter((node) => !ours.includes(node));
    next.querySelectorAll('body > script, body > link[rel="stylesheet"]').forEach((element) => element.remove());
    ours[1].before(...next.body.childNodes);
    before.forEach((node) => node.remove());
    document.title = next.title;
    go_to(here);
    me.dataset.have = told.dataset.have;
    if (!document.hidden) watch();
  };

  const changed = (text) => {
    stream.close();
    if (!is_typed_in()) return show(text).catch(load_again);
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
    stream.onmessage = () => changed();
    stream.addEventListener("page", (event) => changed(JSON.parse(event.data)));
  };

  const was = JSON.parse(sessionStorage.getItem(key) ?? "null");
  sessionStorage.removeItem(key);
  if (was) go_to(was);
  // A browser keeps few connections to one server: only the page that is looked at holds one.
  document.addEventListener("visibilitychange", () => document.hidden ? stream?.close() : watch());
  addEventListener("pagehide", () => stream?.close());
  if (!document.hidden) watch();
})();
