// The draft of a page: what is typed is saved, checked and shown beside it as it is typed.
// Without this script the button "Save, check and preview" does the same.
"use strict";

(() => {
  const SAVE_AFTER_MS = 1_000;
  const SAVE_WHILE_TYPING_MS = 5_000;
  const TRY_AGAIN_MS = 5_000;
  const SIGNED_OUT = "Not saved: you are signed out. Sign in again in another tab. Your words stay here meanwhile.";
  const OUT_OF_REACH = "Not saved yet: we cannot reach the desk. Your words stay here, and this page goes on trying.";

  const form = document.getElementById("writing");
  const text = document.getElementById("page-text");
  const note = document.getElementById("kept");
  const found = document.getElementById("found");
  const shown = document.getElementById("shown");
  const savedAt = document.getElementById("saved-at");
  if (!form || !text || !window.fetch) return;

  let changed = false;
  let firstTyped;
  let timer;
  let onItsWay = null;
  let stopped = false;
  let last = text.value;
  let toldOnce = false;

  function typed() {
    if (stopped || text.value === last) return;
    firstTyped ??= Date.now();
    changed = true;
    const waited = Date.now() - firstTyped;
    saveIn(Math.max(0, Math.min(SAVE_AFTER_MS, SAVE_WHILE_TYPING_MS - waited)));
  }

  function saveIn(delayMs) {
    clearTimeout(timer);
    timer = setTimeout(save, delayMs);
  }

  async function save() {
    clearTimeout(timer);
    if (!changed || onItsWay || stopped) return;
    changed = false;
    firstTyped = undefined;
    const sent = text.value;
    const way = (onItsWay = new AbortController());
    let failed = false;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        redirect: "manual",
        signal: way.signal,
      });
      if (answer.ok) wasSaved(await answer.json(), sent);
      else if (answer.type === "opaqueredirect" || answer.status === 401) failed = say(SIGNED_OUT);
      else if (answer.status === 409) {
        // Another page of ours has saved this draft: nothing of it may be overwritten from here.
        stopped = true;
        say(`${(await answer.json()).problem} Press “Save, check and preview” to see both.`);
      } else if (answer.status === 422 || answer.status === 429) say((await answer.json()).problem);
      else failed = say(OUT_OF_REACH);
    } catch {
      if (!way.signal.aborted) failed = say(OUT_OF_REACH);
    } finally {
      if (onItsWay === way) onItsWay = null;
      if (failed) changed = true;
      if (changed) saveIn(failed ? TRY_AGAIN_MS : SAVE_AFTER_MS);
    }
  }

  function wasSaved(answer, sent) {
    last = sent;
    document.getElementById("page-revision").value = answer.revision;
    savedAt.textContent = `Saved at ${answer.kept}.`;
    // Said once: who writes for long does not want to hear it every few seconds.
    note.textContent = toldOnce ? "" : "Saved. It is saved from now on while you write.";
    toldOnce = true;
    note.classList.remove("not-kept");
    if (found.innerHTML !== answer.check) found.innerHTML = answer.check;
    show();
  }

  // The place that was looked at stays where it was.
  function show() {
    const at = shown.contentWindow?.scrollY ?? 0;
    shown.addEventListener("load", () => shown.contentWindow?.scrollTo(0, at), { once: true });
    shown.src = form.dataset.preview;
  }

  function say(words) {
    note.textContent = words;
    note.classList.add("not-kept");
    return true;
  }

  function goTo(line, column) {
    const lines = text.value.split("\n");
    const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const at = Math.min(before + column - 1, text.value.length);
    const end = before + (lines[line - 1] ?? "").length;
    text.focus();
    text.setSelectionRange(at, Math.max(at, end));
    const height = parseFloat(getComputedStyle(text).lineHeight) || 24;
    text.scrollTop = Math.max(0, (line - 4) * height);
  }

  found.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    goTo(Number(link.dataset.line), Number(link.dataset.column));
  });
  text.addEventListener("input", typed);
  // What is on its way would come after what is being sent.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    changed = false;
    stopped = true;
    onItsWay?.abort();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  addEventListener("beforeunload", (event) => {
    if (changed && !stopped) event.preventDefault();
  });
})();
