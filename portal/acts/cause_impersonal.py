"""What is said of a cause is said to everybody, so nothing that belongs to one customer goes in. DESIGN §1.4, §8."""

from dataclasses import replace

from sqlalchemy import Connection

from portal.acts.known_customer import known_customer
from portal.errors import MoveRefused
from portal.reports.causes import Cause
from portal.reports.forgetting import KnownCustomer
from portal.reports.personal_traces import own_traces
from portal.reports.report import Report
from portal.store import causes, timeline

FEW = 20
"""Of so many customers each part of a name counts; among more, some part is always also a street or a month."""
MOST_LOOKED_AT = 200


def require_impersonal_opening(conn: Connection, report: Report, text: str) -> None:
    """Of a cause opened from this report. Raises MoveRefused, which names what has to be taken out."""
    traces = _traces(text, _known(conn, report), whole_names=False)
    if traces:
        raise MoveRefused(f"Others will read this, so say it without what belongs to this customer: {_listed(traces)}.")


def require_impersonal_joining(conn: Connection, report: Report, cause: Cause) -> None:
    """Of a cause that this report is put to. Raises MoveRefused."""
    traces = _traces(f"{cause.title}\n{cause.sentence}", _known(conn, report), whole_names=True)
    if traces:
        raise MoveRefused(
            f"The words of this cause hold what belongs to this customer: {_listed(traces)}. Renew its sentence "
            "without it first, or open another cause for this report."
        )


def require_impersonal_saying(conn: Connection, cause_id: int, text: str) -> None:
    """Of a cause with all of its reports. Raises MoveRefused."""
    found = causes.reports_in(conn, cause_id)
    for report in found[-MOST_LOOKED_AT:]:
        traces = _traces(text, _known(conn, report), whole_names=len(found) > FEW)
        if traces:
            raise MoveRefused(
                f"Everybody concerned reads this, so say it without what belongs to one of them: {_listed(traces)}."
            )


def _known(conn: Connection, report: Report) -> KnownCustomer:
    return known_customer(conn, report, timeline.entries(conn, report.id))


def _traces(text: str, customer: KnownCustomer, *, whole_names: bool) -> tuple[str, ...]:
    found: list[str] = []
    for contact in customer.contacts:
        name = contact.name.strip()
        looked_for = replace(contact, name="") if whole_names else contact
        found += own_traces(text, looked_for, customer.reference, customer.words)
        found += [name] if whole_names and " " in name and name in text else []
    return tuple(dict.fromkeys(found))


def _listed(traces: tuple[str, ...]) -> str:
    return ", ".join(f"“{trace}”" for trace in traces)
