"""Sending a script: refused until it is personal, and its use is kept. DESIGN §1.3."""

from portal.acts.answer import add_answer
from portal.acts.answering import acting_on, is_repeat
from portal.acts.close import add_resolution
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, UnknownReport
from portal.library.pages import Script
from portal.library.script_filling import LEAST_OWN_WORDS, changed_words, filled_in, own_words, passages
from portal.promises.spoken import spoken_time
from portal.reports.report import Report
from portal.store import clocks, contacts, reports, script_uses


def script_for(workplace: Workplace, report: Report, person: str, script: Script) -> str:
    """The script as a beginning for a reply; its passages are still marked. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        contact = contacts.contact_of(conn, report.id)
        running = [clock.due_at for clock in clocks.clocks_of(conn, report.id) if clock.stopped_at is None]
    zone = workplace.library.site.time_zone
    values = {
        "customer_name": contact.name if contact else "",
        "reference": report.reference,
        "responder_name": workplace.roster().people[person].name,
        "organisation": workplace.library.site.organisation,
        "due": spoken_time(min(running), workplace.now(), zone) if running else "",
    }
    return filled_in(script.body.markdown, values)


def send_script(
    workplace: Workplace, report_id: int, person: str, filling: str, *, script: str, words: str, resolves: bool = False
) -> None:
    """Answer with what was made of `script`, and where it `resolves` the report, close it with the same words.

    Raises MoveRefused while it is not personal, saying which passage lacks, and UnknownReport.
    """
    page = workplace.library.desk.scripts.get(script)
    if page is None:
        raise MoveRefused("This script is not in the list any more. Send your words as a plain answer.")
    with workplace.store.reading() as conn:
        report = reports.report_by_id(conn, report_id)
    if report is None:
        raise UnknownReport("This report is no longer kept.")
    begun = script_for(workplace, report, person, page)
    own = _require_personal(begun, words)
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, script, words):
            return
        if resolves:
            add_resolution(workplace, moment, person, words, facts={"script": script})
        else:
            add_answer(workplace, moment, person, {"answer": words}, facts={"script": script})
        changed = changed_words(begun, words)
        script_uses.record_use(moment.conn, script, report_id, person, moment.now, own_words=own, changed_words=changed)


def _require_personal(begun: str, words: str) -> int:
    """How many words are the responder's own, beyond what was filled in for them."""
    unwritten = passages(words)
    if unwritten:
        raise MoveRefused(f"Write this passage in your own words first: “{unwritten[0]}”.")
    own = own_words(begun, words)
    if own < LEAST_OWN_WORDS:
        hint = next(iter(passages(begun)), "what only you know about this report")
        raise MoveRefused(f"This is the script as it stands. Make it theirs: “{hint}”.")
    return own
