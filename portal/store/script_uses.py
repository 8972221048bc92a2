"""How often each script is used, how much of each reply was the responder's own, and what came of those reports.

Who used one is kept with the use, and never asked for: scripts are looked at here, not people.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, func, insert, select

from portal.reports.ledger import Count
from portal.store.counting import count_by_keys, counted_reports
from portal.store.desk_tables import script_uses
from portal.store.tables import reports

_ADD = insert(script_uses)
_USES = select(
    script_uses.c.script,
    func.count().label("uses"),
    func.sum(case((script_uses.c.changed_words > 0, 1), else_=0)).label("changed"),
    func.sum(script_uses.c.edited_words).label("own_words"),
    func.max(script_uses.c.at).label("last_at"),
).group_by(script_uses.c.script)


@dataclass(frozen=True, slots=True)
class ScriptUses:
    """How often a script was sent, and in how many of these its own words were changed or left out.

    `own_words` are those of the responders, in all sent together; `last_at` is in UTC.
    """

    uses: int
    changed: int
    own_words: int
    last_at: datetime


def record_use(
    conn: Connection, script: str, report_id: int, person: str, at: datetime, *, own_words: int, changed_words: int
) -> None:
    """`own_words` are those of the reply that are not the script's, `changed_words` those of the script's it lacks."""
    values = {"script": script, "report_id": report_id, "person": person, "at": at}
    conn.execute(_ADD, values | {"edited_words": own_words, "changed_words": changed_words})


def uses(conn: Connection) -> dict[str, ScriptUses]:
    """By script (slug), of those that were ever used."""
    return {row.script: ScriptUses(row.uses, row.changed, row.own_words, row.last_at) for row in conn.execute(_USES)}


def counts_by_script(conn: Connection, until: datetime, script: str | None = None) -> dict[str, Count]:
    """What came of the reports that were answered with each script (slug), or with one, each report once."""
    distinct_uses = select(script_uses.c.script, script_uses.c.report_id).distinct()
    used = (distinct_uses if script is None else distinct_uses.where(script_uses.c.script == script)).subquery("used")
    counted = counted_reports(until, used.c.script).join(used, used.c.report_id == reports.c.id).cte("counted")
    return {slug: count for (slug,), count in count_by_keys(conn, counted).items()}
