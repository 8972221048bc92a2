"""A site's own templates of the customers' pages are tried with a report, in a database that goes afterwards.

Each page is asked for twice, made from ours and from theirs, and compared (portal.site.page_parts).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.test import Client, TestResponse

from portal import paths
from portal.acts.in_force import InForce
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.library.problems import Problem, in_order
from portal.library.release import Release, write_release
from portal.publishing.own_templates import comparison_with
from portal.settings import Settings
from portal.site.template_loading import TemplateLoader
from portal.store import schema
from portal.store.engine import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_SECRET = "known to everybody, and worth nothing"  # noqa: S105 - the database goes with it


def customer_template_problems(settings: Settings, release: Release, now: datetime) -> tuple[Problem, ...]:
    """What is wrong with them. `now` is in UTC."""
    with _workplace(settings, release, now) as workplace:
        visit = _Visit(settings, create_service(workplace), create_service(workplace))
        visit.report_something(release)
    return in_order(visit.problems)


class _Visit:
    """Somebody who reports something as our templates let them; the same is asked of theirs at each step."""

    def __init__(self, settings: Settings, ours: Flask, theirs: Flask) -> None:
        ours.jinja_loader = TemplateLoader(settings.template_dirs[-1:])
        # What breaks is to be seen, and not the page that says so.
        theirs.error_handler_spec[None][None].pop(Exception, None)
        self.problems: list[Problem] = []
        self._compare = comparison_with(settings, theirs)
        self._apps = {"ours": ours, "theirs": theirs}
        self._shown = "ours"
        # One browser, so that what our form was signed for holds for theirs.
        self._client = Client(self._answer)

    def report_something(self, release: Release) -> None:
        form = self._look("GET", paths.REPORT)
        typed = {
            "topic": release.library.catch_all.slug,
            "what_happened": "It does not work.",
            "severity": release.library.site.severities[0].key,
            "contact": "mail",
            "mail": "somebody@example.org",
            "name": "Ada",
        }
        filled = _Form.of(form).values | typed
        self._look("POST", paths.REPORT, filled | {"mail": "no address"})
        check = self._look("POST", paths.REPORT, filled)
        sent = self._client.post(paths.REPORT_SEND, data=_Form.of(check).values)
        receipt = self._look("GET", str(sent.location))
        private = next((link for link in _Form.of(receipt).links if link.startswith(paths.TRACKING)), "")
        for step in ("", "/contact", "/data", "/withdraw") if private else ():
            self._look("GET", f"{private}{step}")
        self._look("GET", paths.REPORT_LINK)
        self._look("GET", f"{paths.TRACKING}no-such-link")

    def _look(self, method: str, address: str, data: Mapping[str, str] | None = None) -> TestResponse:
        ours = self._client.open(address, method=method, data=data)

        def theirs() -> TestResponse:
            self._shown = "theirs"
            try:
                return self._client.open(address, method=method, data=data)
            finally:
                self._shown = "ours"

        self.problems += self._compare(address, ours.text, theirs)
        return ours

    def _answer(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        return self._apps[self._shown].wsgi_app(environ, start_response)


class _Form(HTMLParser):
    """What a browser would send of the first form of a page, and where the page leads."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.links: list[str] = []
        self._forms = 0

    @classmethod
    def of(cls, page: TestResponse) -> "_Form":
        form = cls()
        form.feed(page.text)
        return form

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._forms += tag == "form"
        if tag == "a":
            self.links.append(said.get("href", ""))
        if tag == "input" and self._forms == 1 and said.get("type") == "hidden":
            self.values[said.get("name", "")] = said.get("value", "")


@contextmanager
def _workplace(settings: Settings, release: Release, now: datetime) -> Iterator[Workplace]:
    with TemporaryDirectory(prefix="portal-check-") as scratch:
        for name in ("templates", "static"):
            (Path(scratch) / name).symlink_to(settings.site_dir / name, target_is_directory=True)
        trial = Settings(site_dir=Path(scratch), limits="off", carrier="null")
        trial.make_var_dir()
        write_release(release, trial.release_file)
        store = open_store(trial)
        try:
            schema.create_if_empty(store)
            in_force = InForce(store, trial)
            in_force.refresh(now)
            yield Workplace(store, trial, _SECRET, in_force)
        finally:
            store.close()
