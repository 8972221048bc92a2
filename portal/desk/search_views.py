"""Finding a report: by words of anything that was written on it, by whoever sent it, or straight by its reference."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from portal import paths
from portal.desk.report_rows import ReportRow, report_rows
from portal.reports.excerpts import Piece, best_excerpt
from portal.reports.references import find_reference
from portal.reports.report import Contact, ContactKind
from portal.reports.search_words import Sought, read_sought
from portal.reports.timeline import AuthorKind
from portal.store import contacts, desk_reading, reports, search
from portal.store.search import Written
from portal.web.access import signed_in
from portal.web.current import workplace
from portal.web.forms import typed_line

blueprint = Blueprint("desk_search", __name__)
REPORTS_A_PAGE = 20
MOST_SHOWN_TYPED = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A report with the place where the words stand; `pieces` is empty where only its reference has them."""

    row: ReportRow
    where: str
    pieces: tuple[Piece, ...]


@blueprint.get(paths.DESK_SEARCH)
def find() -> str | Response:
    typed = typed_line(request.args.get("q", ""))
    reference = find_reference(typed)
    sought, before = read_sought(typed), _number(request.args.get("before", ""))
    with workplace().store.reading() as conn:
        if reference is not None and reports.report_by_reference(conn, reference) is not None:
            return redirect(paths.desk_report_signed_in(reference), 303)
        ids = search.find_reports(conn, sought, limit=REPORTS_A_PAGE + 1, before=before) if sought else []
        shown = ids[:REPORTS_A_PAGE]
        found = _found(conn, shown, sought) if sought else []
    typed = typed[:MOST_SHOWN_TYPED]
    return render_template(
        "desk/search.html",
        typed=typed,
        found=found,
        unknown=reference or "",
        following=_address(typed, shown[-1]) if len(ids) > len(shown) else "",
        first_page=_address(typed) if before else "",
    )


def _found(conn: Connection, report_ids: list[int], sought: Sought) -> list[Found]:
    by_id = desk_reading.listed_by_id(conn, report_ids)
    rows = report_rows(conn, workplace(), signed_in().person.key, [by_id[each] for each in report_ids])
    written, senders = search.written_on(conn, report_ids), contacts.contacts_of(conn, report_ids)
    return [
        _where(row, written.get(number, []), senders.get(number, Contact(ContactKind.NONE)), sought)
        for number, row in zip(report_ids, rows, strict=True)
    ]


def _where(row: ReportRow, written: list[Written], sender: Contact, sought: Sought) -> Found:
    places = [(_label(each), each.body) for each in written]
    places.append(("From", " ".join(filter(None, (sender.name, sender.address)))))
    best = best_excerpt([body for _, body in places], sought)
    if best is None:
        return Found(row, "", ())
    place, excerpt = best
    return Found(row, places[place][0], excerpt.pieces)


def _label(each: Written) -> str:
    if each.author_kind is AuthorKind.CUSTOMER:
        return "In their words"
    return "In what we wrote" if each.public else "In a note for the team"


def _address(typed: str, before: int | None = None) -> str:
    return f"{paths.DESK_SEARCH}?{urlencode({'q': typed} | ({'before': str(before)} if before else {}))}"


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None
