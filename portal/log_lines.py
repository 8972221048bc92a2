"""Lines of the log: plain or JSON, with the request they belong to, and without private links and mail addresses.

Whoever reads a log need not learn who wrote to us, and a link in it would open a report. What is taken out is looked
for in the whole line, a traceback and what others log included.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

current_request: ContextVar[str] = ContextVar("current_request", default="")
"""The request that this thread answers; empty between requests."""

_REPORT_LINK = re.compile(r"\b([0-9A-Z]{4}-[0-9A-Z]{4})\.[\w.-]{20,}", re.IGNORECASE)
# The random part of every other link, and the MAC of each (portal.reports.links, portal.acts.sign_in_tokens).
_TOKEN = re.compile(r"(?<![\w/+-])[a-z2-7]{32}(?![\w/+-])|(?<=/)[a-z2-7]{32}(?!\w)")
_ADDRESS = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# What begins a line for one program or another, and what a terminal obeys.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def without_private(text: str) -> str:
    """References stay, so that a line can be found by them."""
    text = _ADDRESS.sub("(address)", text)
    return _TOKEN.sub("(link)", _REPORT_LINK.sub(r"\1.(link)", text))


class TextLines(logging.Formatter):
    """`2026-11-22 09:00:00,000 INFO portal.acts.in_force [4f2a…]: message`, and a traceback below it.

    What goes on in another line is indented there, so that nobody's words pass for a line of ours.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s%(request)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        request = current_request.get()
        record.request = f" [{request}]" if request else ""
        return without_private(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        shown = _CONTROL.sub(
            lambda found: found[0].encode("unicode_escape").decode("ascii"), super().formatMessage(record)
        )
        return shown.replace("\n", "\n    ")


class JsonLines(logging.Formatter):
    """One object a line: `at` (UTC), `level`, `logger`, `message`, and where there are any `request` and `trace`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_private(record.getMessage()),
        }
        if request := current_request.get():
            line["request"] = request
        if record.exc_info:
            line["trace"] = without_private(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def log_to_stderr(form: Literal["text", "json"]) -> None:
    """From now on, for all that this process logs; the second call changes nothing."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
