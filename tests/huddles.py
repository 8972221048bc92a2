"""A huddle with more of everything than fits on its page, at the small organisation."""

from datetime import UTC, datetime, timedelta

from portal.acts.cause_acting import Sentence
from portal.acts.close import resolve
from portal.acts.huddle_talk import add_point
from portal.acts.open_cause import open_cause
from portal.acts.say_how_it_went import say_how_it_went
from portal.acts.send_script import script_for, send_script
from portal.acts.thank import thank
from portal.acts.try_something import Effort, try_something
from portal.acts.wall import show_on_wall
from portal.acts.watch import watch
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.library.pages import Guide
from portal.store import thanks
from portal.store.feedback import Feedback
from tests.workplaces import Clock, filling, publish, reported, small_library

WEDNESDAY = datetime(2026, 11, 25, 8, tzinfo=UTC)
LONG = (
    "I rang the exchange and the van, drove to the pump at Mill Lane, and measured the pressure at every second house."
)
POINT = "The new loan boxes lie in the van, two for each of us; please write down to whom you lend one, and why."
NAMES = ("Anneliese", "Bartholomew", "Constantin", "Desdemona", "Ebenezer", "Florentine", "Guinevere", "Hieronymus")


def crowded() -> Library:
    """Eight more people of the lines desk who begin with Mira, with two breaks each."""
    library = small_library()
    people = dict(library.desk.team.responders)
    breaks = (("10:15", "10:30"), ("12:30", "13:00"))
    shift = people["mira"].shifts[0].model_copy(update={"breaks": breaks})
    people["mira"] = people["mira"].model_copy(update={"shifts": (shift,)})
    for name in NAMES:
        mail = f"{name.lower()}@riverside.example"
        people[name.lower()] = people["mira"].model_copy(update={"name": name, "mail": mail})
    team = library.desk.team.model_copy(update={"responders": people})
    return library.model_copy(update={"desk": library.desk.model_copy(update={"team": team})})


def changed(library: Library) -> Library:
    """Every promise slower, a limitation new, the policies rewritten."""
    public = library.public
    commitments = {
        slug: page.model_copy(update={"target": page.target.__class__(9, page.target.unit, page.target.working)})
        for slug, page in public.commitments.items()
    }
    accepted = public.limitations["brown-water"]
    limitations = public.limitations | {
        "low-pressure": accepted.model_copy(update={"slug": "low-pressure", "title": "The pressure is low in summer"})
    }
    policies = {
        slug: page.model_copy(update={"summary": f"{page.summary} And otherwise than it was."})
        for slug, page in public.policies.items()
    }
    pages = {"commitments": commitments, "limitations": limitations, "policies": policies}
    return library.model_copy(update={"public": public.model_copy(update=pages)})


def with_guide(library: Library) -> Library:
    """One guide, of many words."""
    guide: Guide = library.desk.guides["saying-no"]
    guides = {"saying-no": guide.model_copy(update={"summary": f"A no with a reason, an offer, and time. {LONG}"})}
    return library.model_copy(update={"desk": library.desk.model_copy(update={"guides": guides})})


def full_huddle(workplace: Workplace, clock: Clock) -> datetime:
    """Two days pass at the lines desk, until a quarter of an hour before Wednesday's huddle, whose start it gives."""
    library = with_guide(crowded())
    clock.now = WEDNESDAY - timedelta(days=2)
    publish(workplace, library)
    clock.now = WEDNESDAY - timedelta(hours=23)
    late = [reported(workplace) for _ in range(6)]
    clock.pass_by(hours=5)
    for report in late:
        try_something(workplace, report.id, "mira", filling(), Effort(LONG, came_of_it="Nothing yet."))
    good = [reported(workplace) for _ in range(4)]
    for report in good:
        begun = script_for(workplace, report, "mira", workplace.library.desk.scripts["first-word"])
        words = begun.replace("[[what you see from here]]", "the pump at Mill Lane stopped at ten to seven")
        send_script(workplace, report.id, "mira", filling(), script="first-word", words=words)
        resolve(workplace, report.id, "mira", filling(), "Mended.")
        say_how_it_went(workplace, report.id, Feedback(solved=True, cared_for=True))
        thank(workplace, report.id, filling(), "You rang back when you said you would, and twice more.", ["mira"])
    with workplace.store.reading() as conn:
        given = [each.id for each in thanks.thanks_to(conn, "mira", 10)]
    for thanks_id in given:
        show_on_wall(workplace, thanks_id, "mira")
    for number, report in enumerate(late):
        title, said = (
            f"The main in Mill Lane, part {number + 1}",
            "Two people dig at the corner, and a tank with water stands beside the church.",
        )
        sentence = Sentence(said, clock.now + timedelta(hours=2))
        open_cause(workplace, report.id, "mira", filling(), title=title, sentence=sentence)
    clock.now = WEDNESDAY - timedelta(hours=14, minutes=15)
    for _ in range(6):
        reported(workplace)
    publish(workplace, changed(library))
    for _ in range(9):
        add_point(workplace, "lines", "mira", filling(), POINT, late[0].reference)
    clock.now = WEDNESDAY - timedelta(minutes=15)
    workplace.in_force.refresh(clock.now)
    watch(workplace)
    return WEDNESDAY
