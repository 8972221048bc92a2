"""Colleagues and leads thank one another: one person, a few words, theirs alone. DESIGN §1.5.

Nothing of it stands in the audit log, and nobody counts it.
"""

from hashlib import sha256

from portal import paths
from portal.acts.notify_people import notify_people
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.report import Report
from portal.store import duties, thanks

THANKED_BY_COLLEAGUE = "thanked_by_colleague"


def thank_colleague(
    workplace: Workplace, giver: str, filling: str, *, to: str, words: str, report: Report | None = None
) -> None:
    """The person has a notice at once. Raises MoveRefused."""
    if to not in workplace.roster().people:
        raise MoveRefused("Choose a colleague.")
    if to == giver:
        raise MoveRefused("Choose a colleague: your own thanks to yourself needs no portal.")
    with workplace.store.writing() as conn:
        said = sha256("\0".join((filling, to, words)).encode(errors="surrogatepass")).hexdigest()
        if not duties.claim_duty(conn, f"form:thanks:{said}", workplace.now()):
            return
        report_id = report.id if report else None
        thanks_id = thanks.add_from_colleague(conn, giver, to, tidy(words), workplace.now(), report_id)
        facts = {"thanks": thanks_id, "page": paths.DESK_THANKS}
        notify_people(conn, workplace, THANKED_BY_COLLEAGUE, [to], facts, cause=str(thanks_id))
