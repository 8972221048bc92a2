"""A customer without a browser's comforts, who files a report and keeps what the confirmation gave them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.flows.plain_browser import PlainBrowser, Upload
from tests.flows.sample import AT_RISK, ZONE

WORDS = "My mother's alarm pendant does not get through since this morning.\nI restarted the box twice."


@dataclass(frozen=True, slots=True)
class Filed:
    """What the confirmation shows. Times are local, to the minute."""

    reference: str
    receipt: str
    tracking: str
    received: datetime
    answer_by: datetime

    @property
    def promised(self) -> timedelta:
        return self.answer_by - self.received


def fill_in(url: str, words: str = WORDS, file: Upload | None = None, **values: str) -> PlainBrowser:
    """Up to the check page."""
    browser = PlainBrowser().open(url + "/report")
    reached = {"contact": "mail", "mail": "sam@example.org", "name": "Sam Reed"}
    browser.press("See it before it goes", {"what_happened": words, **AT_RISK, **reached, **values}, file=file)
    assert (browser.status, browser.heading) == (200, "Ready to send?"), browser.text
    return browser


def send(check_page: PlainBrowser) -> Filed:
    check_page.press("Send to")
    return read_confirmation(check_page)


def file_report(url: str, words: str = WORDS, file: Upload | None = None, **values: str) -> Filed:
    return send(fill_in(url, words, file, **values))


def read_confirmation(browser: PlainBrowser) -> Filed:
    assert (browser.status, browser.heading) == (200, "We have your report"), browser.text
    reference = browser.soup.select_one(".reference")
    assert reference is not None
    facts = browser.facts()
    return Filed(
        reference=reference.get_text(strip=True),
        receipt=browser.url,
        tracking=facts["Your private link"],
        received=_local(facts["We got it"]),
        answer_by=_local(facts["They answer by"]),
    )


def _local(said: str) -> datetime:
    """`Sunday 22 November 2026, 15:10`."""
    return datetime.strptime(said, "%A %d %B %Y, %H:%M").replace(tzinfo=ZoneInfo(ZONE))


def spoken_minute(minutes_ahead: float) -> str:
    """The clock time so many minutes from now, such as `15:10`, where the sample is."""
    return f"{datetime.now(ZoneInfo(ZONE)) + timedelta(minutes=minutes_ahead):%H:%M}"
