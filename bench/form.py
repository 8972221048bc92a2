"""The report form, filled in as a browser would up to its last step."""

from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser

from flask.testing import FlaskClient

from portal import paths
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.web.form_stamp import FormStamps

FIELDS = {
    "topic": "internet-down",
    "severity": "cut-off",
    "what_happened": "Nothing has loaded since seven this morning. The light on the box is red.",
    "contact": "mail",
    "mail": "sam@example.org",
    "name": "Sam",
}


@dataclass(frozen=True)
class Browser:
    """A browser with the check page before it. `cookie` is what it sends back."""

    cookie: str
    shown: dict[str, str]
    stamps: FormStamps

    def form(self) -> dict[str, str]:
        """What the check page sends when its button is pressed, for a filling-in of its own each time."""
        return self.shown | {"stamp": self.stamps.new(datetime.now(UTC))}


def browser_ready_to_send(workplace: Workplace) -> Browser:
    client = create_service(workplace).test_client()
    shown = _ready_to_send(client)
    cookie = client.get_cookie("forthright")
    assert cookie is not None
    return Browser(f"forthright={cookie.value}", shown, FormStamps(workplace.secret))


def _ready_to_send(client: FlaskClient) -> dict[str, str]:
    shown = _hidden_fields(client.get(paths.REPORT).text)
    checked = client.post(paths.REPORT, data=shown | FIELDS)
    if checked.status_code != 200:
        raise AssertionError(f"the check page answered {checked.status_code}")
    return _hidden_fields(checked.text) | FIELDS


def _hidden_fields(html: str) -> dict[str, str]:
    reader = _Inputs()
    reader.feed(html)
    return reader.found


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "input" and named.get("type") == "hidden" and named.get("name"):
            self.found[str(named["name"])] = named.get("value") or ""
