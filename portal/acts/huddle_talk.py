"""Points for the huddle: anyone of the team adds one, and it stays until somebody says that it was talked about."""

from hashlib import sha256

from sqlalchemy import Connection

from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.references import find_reference
from portal.store import duties, huddle_points, reports
from portal.team.huddle_times import people_of

MOST_OPEN = 40


def add_point(workplace: Workplace, team: str, person: str, filling: str, words: str, about: str = "") -> None:
    """`team` is a key of team.yml, `about` a report's reference or empty. Sending the same twice adds once.

    Raises MoveRefused for somebody of another team, and where more are open than anybody can talk about.
    """
    roster, now = workplace.roster(), workplace.now()
    if person not in {each.key for each in people_of(roster, team)}:
        name = roster.teams[team].name if team in roster.teams else "this team"
        raise MoveRefused(f"You are not in {name}. Tell somebody who is, or add it to your own huddle.")
    with workplace.store.writing() as conn:
        said = sha256("\0".join((filling, team, words, about)).encode(errors="surrogatepass")).hexdigest()
        if not duties.claim_duty(conn, f"form:huddle point:{said}", now):
            return
        if len(huddle_points.open_points(conn, team)) >= MOST_OPEN:
            raise MoveRefused(f"{MOST_OPEN} points wait already. Talk about some of them first.")
        huddle_points.add(conn, team, tidy(words), person, now, _report_id(conn, about))


def mark_talked_about(workplace: Workplace, point_id: int, person: str) -> None:
    """By anybody on the desk; who and when is kept. Pressing twice does it once. Raises LookupError."""
    with workplace.store.writing() as conn:
        if huddle_points.point_by_id(conn, point_id) is None:
            raise LookupError(f"there is no point {point_id}")
        huddle_points.mark_talked_about(conn, point_id, person, workplace.now())


def _report_id(conn: Connection, about: str) -> int | None:
    if not about.strip():
        return None
    report = reports.report_by_reference(conn, find_reference(about) or "")
    if report is None:
        raise MoveRefused("There is no report with this reference. Look at it again, or leave it empty.")
    return report.id
