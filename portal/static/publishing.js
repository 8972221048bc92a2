// A page that is being published: asks whether it is done, and shows what came of it. "Look again" does the same.
"use strict";

(() => {
  const ASK_EVERY_MS = 1_000;
  const waiting = document.getElementById("waiting");
  if (!waiting || !window.fetch) return;

  async function ask() {
    try {
      const answer = await fetch(waiting.dataset.address, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.ok && (await answer.json()).done) return location.reload();
    } catch {
      // The desk is out of reach for now; it is asked again.
    }
    setTimeout(ask, ASK_EVERY_MS);
  }

  setTimeout(ask, ASK_EVERY_MS);
})();
