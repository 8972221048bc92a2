"""What the acts on something in the way share: one transaction, the obstacle locked, its clocks kept. DESIGN §1.5.

None of them stands in the audit log but what leads do: whoever raises something is not to be found there, and somebody
who gave their name is not either.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from portal.acts.notify_people import notify_people
from portal.acts.team_clock_states import refresh_team_clocks
from portal.acts.team_clocks import Begun, begin_team_clocks
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.paths import desk_obstacle
from portal.store import duties, obstacles
from portal.store.team_clocks import SubjectKind
from portal.team.obstacles import Obstacle, Turn


@dataclass(frozen=True, slots=True)
class ObstacleMoment:
    """A transaction in which nobody else changes the obstacle."""

    workplace: Workplace
    conn: Connection
    now: datetime
    obstacle: Obstacle

    def take(self, turn: Turn) -> int:
        """Keep what happened, and its clocks; gives the turn's number."""
        turn_id = obstacles.add_turn(self.conn, self.obstacle.id, turn)
        if turn.kind.asks:
            begin_question(self.conn, self.workplace, self.obstacle.id, turn_id, self.now)
        else:
            subject = f"{self.obstacle.id}/{self.obstacle.question.id}"
            refresh_team_clocks(self.conn, SubjectKind.OBSTACLE, subject, self.now)
        return turn_id

    def tell(self, message: str, people: Iterable[str], turn_id: int) -> None:
        tell_of_obstacle(self.conn, self.workplace, message, people, self.obstacle.id, turn_id)


@contextmanager
def changing_obstacle(workplace: Workplace, obstacle_id: int) -> Iterator[ObstacleMoment]:
    """One transaction. Raises MoveRefused for one that is out of the way or was never there."""
    with workplace.store.writing() as conn:
        obstacle = obstacles.obstacle_by_id(conn, obstacle_id, lock=True)
        if obstacle is None or not obstacle.is_open:
            raise MoveRefused("This is out of the way already. Look at the list again.")
        yield ObstacleMoment(workplace, conn, workplace.now(), obstacle)


def begin_question(conn: Connection, workplace: Workplace, obstacle_id: int, turn_id: int, now: datetime) -> None:
    """The clock runs on the leads."""
    begin_team_clocks(conn, workplace, Begun(SubjectKind.OBSTACLE, f"{obstacle_id}/{turn_id}", now), now)


def tell_of_obstacle(
    conn: Connection, workplace: Workplace, message: str, people: Iterable[str], obstacle_id: int, turn_id: int
) -> None:
    facts = {"obstacle": obstacle_id, "turn": turn_id, "page": desk_obstacle(obstacle_id)}
    notify_people(conn, workplace, message, people, facts, cause=f"{obstacle_id}:{turn_id}")


def is_repeat(conn: Connection, now: datetime, filling: str, *content: str) -> bool:
    """Whether this filling-in of a form was acted on already. It keeps no trace of who sent it."""
    said = sha256("\0".join((filling, *content)).encode(errors="surrogatepass")).hexdigest()
    return not duties.claim_duty(conn, f"form:obstacle:{said}", now)
