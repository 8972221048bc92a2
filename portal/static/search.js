// Find. Without this script the page lists every page; with it, the words typed are looked up in the published index.
"use strict";
(() => {
  const { index, said: messages } = document.currentScript.dataset;
  const said = JSON.parse(messages), plural = new Intl.PluralRules(document.documentElement.lang);
  const form = document.querySelector("form.search");
  const input = form.elements.q;
  const found = document.getElementById("found");
  const title = document.getElementById("found-count");
  const list = found.querySelector("ol");
  const SHOWN = 20, SECTIONS = 3, PAUSE_MS = 250;
  let search = null, asked = 0, waits = 0;

  function element(name, words, address) {
    const made = document.createElement(name);
    made.textContent = words;
    if (address) made.href = address;
    return made;
  }

  function filled(text, values) {
    return text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
  }

  function item(page) {
    const line = document.createElement("li");
    line.append(Object.assign(element("p", page.meta.kind || ""), { className: "small soft" }));
    const heading = document.createElement("h3");
    heading.append(element("a", page.meta.title, page.url));
    line.append(heading);
    if (page.meta.summary) line.append(element("p", page.meta.summary));
    const sections = (page.sub_results || []).filter((part) => part.anchor && part.title !== page.meta.title);
    if (sections.length) {
      const parts = document.createElement("ul");
      for (const part of sections.slice(0, SECTIONS)) {
        const place = document.createElement("li");
        place.append(element("a", part.title, part.url));
        parts.append(place);
      }
      line.append(parts);
    }
    return line;
  }

  async function look() {
    const words = input.value.trim(), mine = ++asked;
    history.replaceState(null, "", words ? `?${new URLSearchParams({ q: words })}` : location.pathname);
    if (!words) { found.hidden = true; title.textContent = ""; return; }
    try {
      search ??= await import(index);
      const results = (await search.search(words)).results;
      const pages = await Promise.all(results.slice(0, SHOWN).map((one) => one.data()));
      if (mine !== asked) return;
      list.replaceChildren(...pages.map(item));
      const count = results.length;
      const counted = said.found[plural.select(count)] ?? said.found.other;
      title.textContent = filled(count === 0 ? said.nothing : count > SHOWN ? said.best : counted, { words, num: count, shown: SHOWN });
    } catch {
      if (mine !== asked) return;
      search = null;
      list.replaceChildren();
      title.textContent = said.away;
    }
    found.hidden = !list.children.length;
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waits); look(); });
  input.addEventListener("input", () => { clearTimeout(waits); waits = setTimeout(look, PAUSE_MS); });
  input.value = new URLSearchParams(location.search).get("q") || "";
  if (input.value) look();
})();
