"""The small organisation with two drills, a coach and training that ends, for the tests of practice and training."""

from datetime import date
from functools import lru_cache

from portal.library.library import Library
from portal.library.pages import Body, Drill
from portal.team.practice import PointReview, Practice
from tests.workplaces import small_library

_MARKDOWN = """## What comes in

> The tap is dry, and
> the baby wants a bath.
>
> Help.

She writes from her phone.

## What the coach knows

The valve in the lane is shut.

## Where it gets hard

> Is that all?

She is tired.

> My neighbour has water.

## Talk about it after

Which sentence would you like back?"""
_HTML = """<h2 id="what-comes-in">What comes in</h2>
<blockquote>
<p>The tap is dry, and
the baby wants a bath.</p>
<p>Help.</p>
</blockquote>
<p>She writes from her phone.</p>
<h2 id="what-the-coach-knows">What the coach knows</h2>
<p>The valve in the lane is shut.</p>
<h2 id="where-it-gets-hard">Where it gets hard</h2>
<blockquote>
<p>Is that all?</p>
</blockquote>
<p>She is tired.</p>
<blockquote>
<p>My neighbour has water.</p>
</blockquote>
<h2 id="talk-about-it-after">Talk about it after</h2>
<p>Which sentence would you like back?</p>"""

WORDS = "The tap is dry, and the baby wants a bath.\n\nHelp."
NEXT_WORDS = ("Is that all?", "My neighbour has water.")
COACH_KNOWS = "The valve in the lane is shut."
TALK_AFTER = "Which sentence would you like back?"


@lru_cache(maxsize=1)
def dry_tap() -> Drill:
    return Drill(
        title="A dry tap at bath time",
        summary="A mother writes in the evening.",
        slug="dry-tap",
        topic="no-water",
        severity="annoying",
        checklist=("Asks about the neighbours.", "Names a time."),
        body=Body(html=_HTML, markdown=_MARKDOWN),
    )


@lru_cache(maxsize=1)
def training_library() -> Library:
    """Mira's training for valves ends within two months, Tom's has ended; `no-water` needs it."""
    library = small_library()
    team = library.desk.team
    skills = {"mira": {"valves": date(2027, 1, 15), "bills": None}, "tom": {"valves": date(2026, 11, 1)}}
    responders = {
        key: person.model_copy(update={"skills": skills.get(key, {})}) for key, person in team.responders.items()
    }
    desk = library.desk.model_copy(
        update={"team": team.model_copy(update={"responders": responders}), "drills": {"dry-tap": dry_tap()}}
    )
    topics = dict(library.public.topics)
    topics["no-water"] = topics["no-water"].model_copy(update={"needs_skills": ("valves",)})
    return library.model_copy(update={"desk": desk, "public": library.public.model_copy(update={"topics": topics})})


def all_points(practice: Practice, answer: str = "yes", words: str = "") -> list[PointReview]:
    """The same answer to each of the practice's points."""
    return [PointReview(answer, words) for _ in practice.points]
