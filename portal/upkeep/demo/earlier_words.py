"""What two promises of the sample organisation said before the sample year: one became stronger, and one weaker."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from portal.library.library import Library
from portal.library.page_spans import Span
from portal.library.page_versions import page_text


@dataclass(frozen=True, slots=True)
class _Earlier:
    since: date
    title: str
    summary: str
    target: str
    objective: float
    text: str


_EARLIER = {
    "first-reply-to-a-fault": _Earlier(
        date(2024, 1, 8),
        "A person answers your fault report within three working hours",
        "Report a fault between 7:00 and 22:00 on any day, and a person answers within three hours.",
        "3 working hours",
        0.9,
        "<p>The first answer comes from somebody who can act on it. They tell you what they think it is and what they "
        "try first.</p>"
        "<h2>Why three hours</h2>"
        "<p>We get about 40 fault reports a week. On most days one person has them, and an answer takes twenty "
        "minutes.</p>"
        "<h2>What starts and stops the clock</h2>"
        "<p>It starts when your report arrives. It runs from 7:00 to 22:00 every day, Sundays and bank holidays "
        "too.</p>"
        "<p>It stops at the first thing a person writes or says to you. The automatic receipt does not stop it. If you "
        "chase us, the clock does not start again.</p>",
    ),
    "bill-put-right": _Earlier(
        date(2024, 1, 8),
        "A wrong bill is put right within two working days",
        "If we billed you wrongly, it is corrected and any money is on its way back within two working days.",
        "2 working days",
        0.95,
        "<p>Your money should not sit with us while we make up our minds. If it is our mistake, the person who reads "
        "your report can send it back on the spot.</p>"
        "<h2>What we count</h2>"
        "<p>We count until the bill is right and the payment is sent. Your bank may need up to two days more to show "
        "it. We can see that it has left us, and we tell you when.</p>"
        "<p>A bill that turns out to be right counts too. Then the clock ends with a plain account of every line on "
        "it.</p>",
    ),
}


def earlier_words(library: Library) -> Mapping[str, list[Span]]:
    """By address, what stood there before and what has stood there since; nothing for content other than the sample."""
    spans = {}
    for slug, earlier in _EARLIER.items():
        page = library.public.commitments.get(slug)
        if page is None or page.effective_from <= earlier.since:
            continue
        now = page_text(library.calendars, page)
        fields = {
            **now.fields,
            "target": earlier.target,
            "objective": earlier.objective,
            "effective_from": earlier.since.isoformat(),
        }
        was = replace(now, title=earlier.title, summary=earlier.summary, text=earlier.text, fields=fields)
        spans[page.path] = [Span(was, earlier.since, page.effective_from), Span(now, page.effective_from, None)]
    return spans
