"""The report form, filled in as a browser would up to its last step."""

from html.parser import HTMLParser

from flask.testing import FlaskClient

from portal import paths

FIELDS = {
    "topic": "internet-down",
    "severity": "cut-off",
    "what_happened": "Nothing has loaded since seven this morning. The light on the box is red.",
    "contact": "mail",
    "mail": "sam@example.org",
    "name": "Sam",
}


def ready_to_send(client: FlaskClient) -> dict[str, str]:
    """What the check page would send when its button is pressed, for a filling-in of its own."""
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
