// Keeps the customer's page up to date without reloading it: asks what is new, and puts in only what has changed.
// Nothing that somebody is in the middle of is touched. Without this script, "Look again" does the same.
"use strict";

(() => {
  const looked = document.getElementById("looked");
  const spoken = document.getElementById("news");
  if (!looked || !spoken || !window.fetch) return;

  const HIDDEN_MS = 60_000;
  const LONGEST_MS = 120_000;
  const PATIENCE_MS = 10_000;
  const MOST_SPOKEN = 400;

  const words = looked.querySelector("span");
  const again = looked.querySelector("a");
  const status = looked.dataset.status;
  const says = looked.dataset;
  const tongue = document.documentElement.lang;
  const writes = tongue.startsWith("en") ? "en-GB" : `${tongue}-u-nu-latn`;
  const clock = new Intl.DateTimeFormat(writes, { hour: "2-digit", minute: "2-digit", timeZone: looked.dataset.timeZone });

  let version = `W/"${looked.dataset.version}"`;
  let everyMs = Number(looked.dataset.everyS) * 1000;
  let failures = 0;
  let lookedAt = new Date();
  let looking = false;
  let timer;
  let notBefore = 0;

  async function look() {
    if (looking) return;
    looking = true;
    clearTimeout(timer);
    let waitMs = 0;
    const patience = new AbortController();
    const giveUp = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(looked.dataset.news, {
        headers: { "If-None-Match": version },
        cache: "no-store",
        redirect: "error",
        signal: patience.signal,
      });
      if (answer.status === 404) return gone();
      if (answer.status !== 200 && answer.status !== 304) {
        waitMs = Number(answer.headers.get("Retry-After")) * 1000 || 0;
        throw new Error(`answered ${answer.status}`);
      }
      if (answer.status === 200) take(await answer.json(), answer.headers.get("ETag"));
      reached();
    } catch {
      notReached();
    } finally {
      clearTimeout(giveUp);
      looking = false;
    }
    next(waitMs);
  }

  function next(leastMs) {
    const base = document.hidden ? Math.max(HIDDEN_MS, everyMs) : Math.min(LONGEST_MS, everyMs * 2 ** failures);
    // Many pages that were opened at one moment spread over time.
    timer = setTimeout(look, Math.max(leastMs, base * (0.9 + Math.random() * 0.2)));
    notBefore = Date.now() + leastMs;
  }

  function take(news, tag) {
    let all = true;
    for (const [name, html] of Object.entries(news.parts)) {
      const part = document.querySelector(`[data-live="${name}"]`);
      if (part) all = (name === "story" ? tell(part, html) : replace(part, html)) && all;
    }
    // What could not be put in, because somebody is writing there, is asked for again.
    if (all) version = tag;
    everyMs = news.every_s * 1000;
    if (news.status !== status) looked.dataset.changed = "";
  }

  // Gives false where somebody is in the middle of something.
  function replace(part, html) {
    const fresh = nodes(html);
    if (bare(part) === bare(fresh)) return true;
    if (inUse(part)) return false;
    part.replaceChildren(...fresh.childNodes);
    return true;
  }

  // Entries that stay are left where they are, with the focus and whatever is open or selected in them.
  function tell(part, html) {
    const story = part.querySelector("ol");
    const fresh = [...nodes(html).querySelector("ol").children];
    const before = new Map([...story.children].map((entry) => [entry.dataset.entry, entry]));
    const wanted = new Map(fresh.map((entry) => [entry.dataset.entry, entry]));
    let all = true;
    for (const [key, entry] of before) {
      const now = wanted.get(key);
      if (!now) entry.remove();
      else if (bare(now) !== bare(entry)) {
        if (inUse(entry)) all = false;
        else entry.replaceWith(now);
      }
    }
    const added = fresh.filter((entry) => !before.has(entry.dataset.entry));
    fresh.forEach((entry, place) => {
      const there = story.children[place];
      if (there?.dataset.entry !== entry.dataset.entry) story.insertBefore(entry, there ?? null);
    });
    added.forEach((entry) => entry.classList.add("fresh"));
    if (added.length) say(added.map((entry) => entry.innerText).join(" "));
    return all;
  }

  function inUse(part) {
    if (part.contains(document.activeElement) || part.querySelector("details[open]")) return true;
    return [...part.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);
  }

  // As it reads, without what differs in every answer: keys of forms.
  function bare(part) {
    const copy = document.createElement("div");
    copy.append(...[...part.childNodes].map((node) => node.cloneNode(true)));
    copy.querySelectorAll("input[type=hidden]").forEach((field) => field.removeAttribute("value"));
    return copy.innerHTML.trim() + (part.className ?? "").replace(" fresh", "");
  }

  function nodes(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  }

  function say(text) {
    const line = text.replace(/\s+/g, " ").trim();
    spoken.textContent = says.saysNew.replace("{words}", () => (line.length > MOST_SPOKEN ? `${line.slice(0, MOST_SPOKEN)} …` : line));
  }

  function reached() {
    failures = 0;
    lookedAt = new Date();
    const changed = "changed" in looked.dataset;
    write(`${at(says.saysLooked)} ${changed ? says.saysChanged : says.saysByItself}`, changed);
  }

  function notReached() {
    failures += 1;
    // One lost answer is no news; the next one mostly comes through.
    if (failures === 1) return;
    const text = at(says.saysAway);
    if (failures === 2) spoken.textContent = text;
    write(text, true);
  }

  function gone() {
    spoken.textContent = says.saysGone;
    write(`${at(says.saysLooked)} ${says.saysNoLink}`, true);
  }

  // A sentence of the page's own language, with the time when it was last looked at.
  function at(sentence) {
    return sentence.replace("{time}", clock.format(lookedAt));
  }

  function write(text, offersAgain) {
    if (words.textContent !== text) words.textContent = text;
    again.hidden = !offersAgain;
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() >= notBefore) look();
  });
  write(`${at(says.saysLooked)} ${says.saysByItself}`, false);
  next(0);
})();
