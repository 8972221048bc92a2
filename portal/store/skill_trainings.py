"""Up to which day trainings are current, as team.yml has said it over time."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, text, update

from portal.store.team_promise_tables import skill_trainings

_RUNNING = select(skill_trainings).where(skill_trainings.c.ended_at.is_(None)).order_by(skill_trainings.c.id)
_BY_ID = select(skill_trainings).where(skill_trainings.c.id.in_(bindparam("ids", expanding=True)))
_END = (
    update(skill_trainings)
    .where(skill_trainings.c.id == bindparam("training"), skill_trainings.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"), next_last_day=bindparam("following"))
)


@dataclass(frozen=True, slots=True)
class SkillTraining:
    """`next_last_day` is that of the training that took its place; None where the skill is asked no more.

    `noted_at` and `ended_at` are when team.yml came to say so (UTC).
    """

    id: int
    person: str
    skill: str
    last_day: date
    noted_at: datetime
    next_last_day: date | None = None
    ended_at: datetime | None = None


def take_turns(conn: Connection) -> None:
    """Keep others from noting anything until this transaction ends; on SQLite writers take turns anyway."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("LOCK TABLE skill_trainings IN SHARE ROW EXCLUSIVE MODE"))


def running(conn: Connection) -> list[SkillTraining]:
    """Those that nothing has followed yet."""
    return [SkillTraining(*row) for row in conn.execute(_RUNNING)]


def trainings(conn: Connection, ids: list[int]) -> dict[int, SkillTraining]:
    """By their numbers."""
    return {row.id: SkillTraining(*row) for row in conn.execute(_BY_ID, {"ids": ids})} if ids else {}


def note(conn: Connection, person: str, skill: str, last_day: date, at: datetime) -> int:
    """Gives its number."""
    values = {"person": person, "skill": skill, "last_day": last_day, "noted_at": at}
    return int(conn.execute(insert(skill_trainings).returning(skill_trainings.c.id), values).scalar_one())


def end(conn: Connection, training_id: int, at: datetime, *, next_last_day: date | None) -> None:
    conn.execute(_END, {"training": training_id, "at": at, "following": next_last_day})
