"""A browser without scripts or styles: it follows links, fills in forms and presses buttons over plain HTTP.

Each page that it fetches is held to the rules of the house, unasked.
"""

import secrets
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from tests.page_checks import check_page

TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Upload:
    """A file for an `<input type=file>`."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


class PlainBrowser:
    """`url`, `status`, `headers`, `body` and `soup` are those of the page last fetched. It keeps cookies."""

    def __init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.url, self.status, self.body = "", 0, b""
        self.headers = Message()
        self.soup = BeautifulSoup("", "html.parser")

    @property
    def text(self) -> str:
        """What a reader sees, on one line."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def heading(self) -> str:
        found = self.soup.find("h1")
        return found.get_text(" ", strip=True) if found else ""

    def open(self, url: str, data: bytes | None = None, content_type: str = "") -> "PlainBrowser":
        request = urllib.request.Request(urljoin(self.url, url), data)
        if content_type:
            request.add_header("Content-Type", content_type)
        try:
            answer = self._opener.open(request, timeout=TIMEOUT_S)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.url, self.status, self.headers = answer.url, answer.status or 0, answer.headers
            self.body = answer.read()
        html = self.body.decode() if self.headers.get_content_type() == "text/html" else ""
        self.soup = BeautifulSoup(html, "html.parser")
        if html:
            check_page(html, lambda: self.soup)
        return self

    def follow(self, label: str) -> "PlainBrowser":
        """The first link whose text begins with `label`."""
        for link in self.soup.select("a[href]"):
            if link.get_text(" ", strip=True).startswith(label):
                return self.open(str(link["href"]))
        raise AssertionError(f"no link says {label!r} on {self.url}:\n{self.text}")

    def press(
        self, label: str, values: Mapping[str, str] | None = None, *, file: Upload | None = None
    ) -> "PlainBrowser":
        """Press the button that begins with `label`, after filling in its form: `values` by the names of its fields."""
        button = next((b for b in self.soup.find_all("button") if b.get_text(strip=True).startswith(label)), None)
        assert button is not None, f"no button says {label!r} on {self.url}:\n{self.text}"
        form = self.soup.find(id=str(button["form"])) if button.get("form") else button.find_parent("form")
        assert isinstance(form, Tag)
        filled = _Form(form, button).with_values(values or {})
        address = urljoin(self.url, str(button.get("formaction") or form.get("action") or self.url))
        if form.get("enctype") == "multipart/form-data":
            data, content_type = filled.as_multipart(file)
        else:
            assert file is None, "this form takes no files"
            data, content_type = urlencode(filled.pairs).encode(), "application/x-www-form-urlencoded"
        return self.open(address, data, content_type)

    def facts(self) -> dict[str, str]:
        """Labels and texts of the page's first list of facts."""
        found = self.soup.select_one("dl.facts")
        assert found is not None, f"no facts on {self.url}"
        return {
            row.dt.get_text(" ", strip=True): row.dd.get_text(" ", strip=True)
            for row in found.find_all("div")
            if row.dt and row.dd
        }


@dataclass
class _Form:
    """What a browser would send of a form: its successful controls (HTML, "Constructing the entry list")."""

    form: Tag
    button: Tag
    pairs: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for control in self.form.find_all(["input", "textarea", "select"]):
            name, kind = control.get("name"), control.get("type", "text")
            if not name or kind in ("file", "submit", "button"):
                continue
            if kind in ("radio", "checkbox"):
                if control.has_attr("checked"):
                    self.pairs.append((str(name), str(control.get("value", "on"))))
            elif control.name == "select":
                chosen = control.select_one("option[selected]") or control.select_one("option")
                self.pairs.append((str(name), str(chosen.get("value", "")) if chosen else ""))
            else:
                text = control.get_text() if control.name == "textarea" else control.get("value", "")
                self.pairs.append((str(name), str(text)))
        if self.button.get("name"):
            self.pairs.append((str(self.button["name"]), str(self.button.get("value", ""))))

    def with_values(self, values: Mapping[str, str]) -> "_Form":
        for name, value in values.items():
            controls = self.form.select(f'[name="{name}"]')
            assert controls, f"the form has no field {name!r}"
            if controls[0].get("type") == "radio":
                assert value in {control.get("value") for control in controls}, f"{name} offers no {value!r}"
            self.pairs = [pair for pair in self.pairs if pair[0] != name] + [(name, value)]
        return self

    def as_multipart(self, upload: Upload | None) -> tuple[bytes, str]:
        """RFC 7578."""
        boundary = secrets.token_hex(16)
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in self.pairs
        ]
        if upload is not None:
            field = self.form.select_one("input[type=file]")
            assert field is not None, "this form takes no files"
            head = f'Content-Disposition: form-data; name="{field["name"]}"; filename="{upload.name}"\r\n'
            kind = f"Content-Type: {upload.media_type}\r\n\r\n"
            parts.append(f"--{boundary}\r\n{head}{kind}".encode() + upload.content + b"\r\n")
        return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def path_of(url: str) -> str:
    return urlsplit(url).path
