// A report's page on the desk: what is typed is kept as a draft, and whoever else has the page open is shown.
// Without this script the buttons of the forms and a reload do the same.
"use strict";

(() => {
  const KEEP_AFTER_MS = 1500;
  const KEEP_WHILE_TYPING_MS = 15_000;
  const TRY_AGAIN_MS = 5_000;
  const TRY_AGAIN_AT_MOST_MS = 60_000;
  const BEAT_MS = 10_000;
  const SIGNED_OUT = "Not kept: you are signed out. Sign in again in another tab. Your words stay here meanwhile.";
  const OUT_OF_REACH = "Not kept yet: we cannot reach the desk. Your words stay here, and this page goes on trying.";
  const OLD_PAGE = "Not kept. Press “Keep as draft”, and everything you typed comes back.";

  const said = document.getElementById("kept-said");
  const forms = [];

  class KeptForm {
    constructor(form) {
      this.form = form;
      this.note = form.querySelector(".kept-at");
      this.throwAway = form.querySelector(".throw");
      this.changed = false;
      this.failures = 0;
      form.addEventListener("input", () => this.typed());
      form.addEventListener("change", () => this.typed());
      form.addEventListener("submit", () => this.rest());
    }

    typed() {
      this.firstTyped ??= Date.now();
      this.changed = true;
      const waited = Date.now() - this.firstTyped;
      this.keepIn(Math.max(0, Math.min(KEEP_AFTER_MS, KEEP_WHILE_TYPING_MS - waited)));
    }

    keepIn(delayMs) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), delayMs);
    }

    // What is on its way would come after what is being sent.
    rest() {
      clearTimeout(this.timer);
      this.changed = false;
      this.failures = 0;
      this.onItsWay?.abort();
    }

    async keep(lastChance = false) {
      clearTimeout(this.timer);
      if (!this.changed || (this.onItsWay && !lastChance)) return;
      this.changed = false;
      this.firstTyped = undefined;
      const way = (this.onItsWay = new AbortController());
      try {
        const answer = await fetch(this.form.dataset.keep, {
          method: "POST",
          body: new URLSearchParams(new FormData(this.form)),
          headers: { Accept: "application/json" },
          redirect: "manual",
          keepalive: lastChance,
          signal: way.signal,
        });
        if (answer.ok) this.wasKept((await answer.json()).kept);
        else if (answer.type === "opaqueredirect" || answer.status === 401) this.wasNotKept(SIGNED_OUT);
        else if (answer.status === 409) this.isRefused((await answer.json()).problem);
        else if (answer.status === 429) this.wasNotKept((await answer.json()).problem);
        else this.wasNotKept(answer.status === 422 ? OLD_PAGE : OUT_OF_REACH);
      } catch {
        if (!way.signal.aborted) this.wasNotKept(OUT_OF_REACH);
      } finally {
        if (this.onItsWay === way) this.onItsWay = null;
        if (this.changed) this.keepIn(this.failures ? this.patienceMs() : KEEP_AFTER_MS);
      }
    }

    patienceMs() {
      return Math.min(TRY_AGAIN_MS * 2 ** (this.failures - 1), TRY_AGAIN_AT_MOST_MS);
    }

    wasKept(at) {
      const hadFailed = this.failures > 0;
      this.failures = 0;
      this.show(at ? `Kept at ${at}. Only you see it.` : "");
      this.throwAway.hidden = !at;
      // Said once, and again after it had failed: who writes for long does not want to hear it every few seconds.
      if (at && (hadFailed || !this.toldOnce)) said.textContent = `Kept at ${at}`;
      this.toldOnce ||= Boolean(at);
      // A reload must not begin the script once more over what was kept.
      if (location.search) history.replaceState(null, "", location.pathname + location.hash);
    }

    wasNotKept(why) {
      this.changed = true;
      if (!this.failures) said.textContent = why;
      this.failures += 1;
      this.show(why);
    }

    isRefused(why) {
      this.failures = 0;
      this.show(why);
      said.textContent = why;
    }

    show(text) {
      this.note.textContent = text;
      this.note.hidden = !text;
      this.note.classList.toggle("not-kept", this.failures > 0);
    }
  }

  for (const form of document.querySelectorAll("form[data-keep]")) forms.push(new KeptForm(form));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") forms.forEach((each) => each.keep(true));
  });
  addEventListener("online", () => forms.forEach((each) => each.keep()));
  addEventListener("beforeunload", (event) => {
    if (forms.some((each) => each.failures && each.changed)) event.preventDefault();
  });

  const viewing = document.getElementById("viewing");
  const others = document.getElementById("others");
  let shown = others.textContent.trim();

  async function beat() {
    if (document.visibilityState === "hidden") return;
    try {
      const answer = await fetch(viewing.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(viewing)),
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      if (answer.ok) showOthers(await answer.json());
    } catch {
      // Nobody can be shown now; what is typed says for itself that it is not kept.
    }
  }

  // Touched only where it changes, so that a screen reader says each thing once.
  function showOthers(answer) {
    const news = answer.meanwhile.length ? ["Open the page again to read it. What you have typed is kept."] : [];
    const sentences = [...answer.others, ...answer.meanwhile, ...news];
    if (sentences.join("\n") === shown) return;
    shown = sentences.join("\n");
    others.replaceChildren();
    if (!sentences.length) return;
    const box = document.createElement("div");
    box.className = "notice calm others";
    const inner = box.appendChild(document.createElement("div"));
    for (const sentence of sentences) inner.appendChild(document.createElement("p")).textContent = sentence;
    others.append(box);
  }

  function begin() {
    beat();
    setInterval(beat, BEAT_MS);
  }

  // Scanners open the links of mails, and some run scripts: only a key or a pointer shows that a person is there.
  if (!("afterASign" in viewing.dataset)) begin();
  else {
    const signs = ["pointermove", "pointerdown", "keydown", "scroll"];
    const once = () => {
      signs.forEach((sign) => removeEventListener(sign, once));
      begin();
    };
    signs.forEach((sign) => addEventListener(sign, once, { passive: true }));
  }
})();
