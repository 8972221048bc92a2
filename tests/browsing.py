"""A visitor without JavaScript: fetches pages, each of them checked, and presses buttons of the forms on them.

What travels is what a browser would send: hidden fields and all, to the address that the form or the button names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.settings import Settings
from portal.store.engine import Store
from tests.page_checks import check_page
from tests.workplaces import Clock, workplace_on

Files = Mapping[str, list[tuple[str, bytes]]]


@dataclass
class Page:
    """A page as it was answered, after redirects."""

    response: TestResponse
    address: str

    @property
    def status(self) -> int:
        return self.response.status_code

    @cached_property
    def html(self) -> str:
        return self.response.text

    @cached_property
    def soup(self) -> BeautifulSoup:
        """Read once. Not to be changed: others look at it too."""
        return BeautifulSoup(self.html, "html.parser")

    @property
    def title(self) -> str:
        found = self.soup.find("title")
        assert found is not None
        return found.get_text()

    @property
    def words(self) -> str:
        """What a reader reads, spaces made one."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def summary(self) -> list[str]:
        """The lines of the error summary, from top to bottom."""
        return [line.get_text(strip=True) for line in self.soup.select(".error-summary li, .error-summary p")]

    @property
    def errors(self) -> dict[str, str]:
        """The message beside each field, by the field's id, from top to bottom."""
        return {
            str(beside["id"]).removesuffix("-error"): beside.get_text(strip=True).removeprefix("Error:").strip()
            for beside in self.soup.select("p.error")
        }

    def value(self, name: str) -> str:
        """What stands in a field."""
        control = self.soup.find(["textarea", "input", "select"], attrs={"name": name})
        assert isinstance(control, Tag), f"no field {name}"
        if control.name == "textarea":
            return control.get_text().removeprefix("\r\n").removeprefix("\n")
        if control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            return str(chosen["value"]) if chosen else ""
        if control.get("type") == "radio":
            checked = self.soup.select_one(f'input[name="{name}"][checked]')
            return str(checked["value"]) if checked else ""
        return str(control.get("value", ""))

    def buttons(self) -> list[str]:
        return [button.get_text(strip=True) for button in self.soup.find_all("button")]

    def link(self, words: str) -> str:
        """Where the link with these words leads."""
        found = next(link for link in self.soup.find_all("a") if words in link.get_text())
        return str(found["href"])


class Visitor:
    """One browser, with its cookies."""

    def __init__(self, app: Flask, **environ: str) -> None:
        self.client: FlaskClient = app.test_client()
        self.client.environ_base.update(environ)

    def get(self, address: str, status: int = 200, **headers: str) -> Page:
        return self._page(self.client.get(address, headers=headers, buffered=True), address, status)

    def press(self, page: Page, button: str, status: Any = 200, *, files: Any = None, **typed: str | list[str]) -> Page:
        """Fill in the form of this button and press it. `a__b` stands for the field `a-b`; a list for several boxes.

        `status` is the one expected of the answer, a number; `files` is of type Files.
        """
        return self.send(*self.filled(page, button, files or {}, **typed), status)

    def send(self, address: str, data: MultiDict[str, Any], encoding: str, status: int = 200, **headers: str) -> Page:
        """Send fields as they are, also such as no button would."""
        body: Any = data
        if encoding == "multipart/form-data":
            # Made here, because the test client would leave a temporary file open.
            boundary, body = encode_multipart(data)
            encoding = f'{encoding}; boundary="{boundary}"'
        response = self.client.post(address, data=body, content_type=encoding, headers=headers)
        return self._page(response, address, status)

    def filled(
        self, page: Page, button: str, files: Any = None, **typed: str | list[str]
    ) -> tuple[str, MultiDict[str, Any], str]:
        """Address, fields and encoding of what pressing the button would send."""
        pressed = next(each for each in page.soup.find_all("button") if each.get_text(strip=True).startswith(button))
        form = page.soup.find(id=str(pressed["form"])) if pressed.get("form") else pressed.find_parent("form")
        assert isinstance(form, Tag)
        assert form["method"] == "post"
        data = _fields(form)
        for name, value in typed.items():
            field = name.replace("__", "-")
            assert form.select(f'[name="{field}"]'), f"the form has no field {field}"
            data.setlist(field, value if isinstance(value, list) else [value])
        for field, chosen in (files or {}).items():
            assert form.select_one(f'input[type=file][name="{field}"]'), f"the form takes no file {field}"
            data.setlist(field, [FileStorage(BytesIO(content), name) for name, content in chosen])
        if pressed.get("name"):
            data.add(str(pressed["name"]), str(pressed.get("value", "")))
        address = str(pressed.get("formaction") or form["action"])
        encoding = "application/x-www-form-urlencoded" if pressed.get("formaction") else str(form.get("enctype", ""))
        return address, data, encoding or "application/x-www-form-urlencoded"

    def _page(self, response: TestResponse, address: str, status: int) -> Page:
        if response.status_code in (301, 302, 303) and status not in (301, 302, 303):
            address = str(response.location)
            response = self.client.get(address, buffered=True)
        assert response.status_code == status, response.text
        page = Page(response, address)
        if response.mimetype == "text/html" and page.html and status not in (301, 302, 303):
            check_page(page.html, lambda: page.soup)
        return page


def _fields(form: Tag) -> MultiDict[str, Any]:
    data: MultiDict[str, Any] = MultiDict()
    for control in form.find_all(["input", "textarea", "select"]):
        name, kind = str(control.get("name", "")), control.get("type", "text")
        if not name or kind == "file" or (kind in ("radio", "checkbox") and not control.has_attr("checked")):
            continue
        if control.name == "textarea":
            data.add(name, control.get_text().removeprefix("\r\n").removeprefix("\n"))
        elif control.name == "select":
            chosen = control.select_one("option[selected]") or control.select_one("option")
            data.add(name, str(chosen["value"]) if chosen else "")
        else:
            data.add(name, str(control.get("value", "")))
    return data


@pytest.fixture
def service_workplace(sqlite_store: Store, sqlite_settings: Settings, clock: Clock) -> Workplace:
    """A workplace without limits, as on the developer's own machine."""
    return workplace_on(sqlite_store, sqlite_settings.model_copy(update={"limits": "off"}), clock)


@pytest.fixture
def app(service_workplace: Workplace) -> Flask:
    return create_service(service_workplace)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def limited(service_workplace: Workplace) -> Visitor:
    """A visitor where the limits hold."""
    settings = service_workplace.settings.model_copy(update={"limits": "on"})
    return Visitor(create_service(replace(service_workplace, settings=settings)))
