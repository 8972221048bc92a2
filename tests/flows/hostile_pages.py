"""A browser that looks for what ran on a page, or was taken for markup, though it was only somebody's words."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request

_LISTENS = """
window.ranHere = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    window[name] = (...said) => { window.ranHere.push(name + ': ' + said.join(' ')); };
document.addEventListener('securitypolicyviolation', event => {
    window.ranHere.push('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
});
"""
_FOUND = """() => {
    const found = [...window.ranHere];
    // What is shown as it is written, in a page of the browser's own.
    if (document.contentType === 'text/plain') return found;
    // Ours: a draft as readers would see it, in which nothing may run. And what Chromium shows a feed with.
    for (const each of document.querySelectorAll('*:not(iframe#shown.preview[sandbox="allow-same-origin"]'
            + ', #xml-viewer-style)')) {
        for (const {name, value} of each.attributes) {
            const script = /^(javascript|vbscript|data):/i.test(value.replace(/[\\s\\u0000-\\u001f]/g, ''));
            const leads = /href|src|^(form)?action/i.test(name) && each.nodeName !== 'ISINDEX';
            if (/^on|^style$|^srcdoc$/i.test(name) || (script && leads))
                found.push('markup: ' + each.outerHTML.slice(0, 120));
        }
        if (['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'MARQUEE', 'STYLE'].includes(each.nodeName.toUpperCase()))
            found.push('markup: ' + each.outerHTML.slice(0, 120));
    }
    return found;
}"""
_WITH_KEYS = """() => {
    for (const each of document.querySelectorAll('main [tabindex], main details, main input, main a')) {
        if (each.matches('details')) each.open = true; else each.focus();
    }
}"""


@dataclass
class Watch:
    """Pages of one browser context, each looked at for what must not be there."""

    page: Page
    own: str
    looked_at: int = 0
    found: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, browser: Browser, own: str, cookies: dict[str, str] | None = None) -> "Watch":
        """`own` is the address of the service; `cookies` are those of somebody who is signed in."""
        context = browser.new_context(viewport={"width": 1000, "height": 800})
        context.add_cookies([{"name": name, "value": value, "url": own} for name, value in (cookies or {}).items()])
        context.add_init_script(_LISTENS)
        page = context.new_page()
        watch = cls(page, own)
        page.on("dialog", watch._dialog)
        page.on("console", watch._console)
        page.on("request", watch._request)
        page.on("popup", lambda _: watch._note("opened a window"))
        return watch

    def look_at(self, address: str) -> None:
        """Opens the page, goes through all that can be focused or opened, and notes what it finds."""
        self.page.goto(self.own + address if address.startswith("/") else address)
        self.page.evaluate(_WITH_KEYS)
        for each in self.page.evaluate(_FOUND):
            self._note(each)
        self.looked_at += 1

    def look_at_html(self, html: str) -> None:
        """The same of markup by itself, which no policy protects."""
        self.page.set_content(html, wait_until="load")
        self.page.evaluate(_WITH_KEYS)
        for each in self.page.evaluate(_FOUND):
            self._note(each)
        self.looked_at += 1

    def open_file(self, address: str) -> str:
        """Opens what is no page, as who presses a link to it: shown as it is, or downloaded. Gives its text."""
        answer = self.page.context.request.get(self.own + address)
        if not answer.ok or answer.headers.get("x-content-type-options") != "nosniff":
            self._note(f"{answer.status} {address} {answer.headers}")
        if answer.headers["content-type"].startswith("text/html"):
            self._note(f"{address} is a page")
        try:
            self.page.goto(self.own + address)
            for each in self.page.evaluate(_FOUND):
                self._note(each)
        except Error as error:
            if "Download is starting" not in str(error):
                raise
        self.looked_at += 1
        return answer.text()

    def links(self) -> list[str]:
        """The addresses of this site that the page leads to, without what stands after `#`."""
        found = self.page.evaluate("[...document.links].map(each => each.href.split('#')[0])")
        return [each.removeprefix(self.own) for each in dict.fromkeys(found) if each.startswith(self.own + "/")]

    def close(self) -> None:
        self.page.context.close()

    def _dialog(self, dialog: Dialog) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, said: ConsoleMessage) -> None:
        if "ecurity Policy" in said.text:
            self._note(f"console: {said.text[:200]}")

    def _request(self, request: Request) -> None:
        if not self._is_own(request.url):
            self._note(f"asked for {request.url}")

    def _is_own(self, url: str) -> bool:
        return url.startswith((self.own, "data:", "about:")) or urlsplit(url).netloc == urlsplit(self.own).netloc

    def _note(self, what: str) -> None:
        self.found.append(f"{urlsplit(self.page.url).path[:40]} {what}")
