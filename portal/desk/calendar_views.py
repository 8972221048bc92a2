"""The roster in people's own calendars: secret addresses out, and a file of time off in, looked at before it counts."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, flash, redirect, render_template
from flask_wtf.file import FileField
from werkzeug.wrappers import Response as AnyResponse
from wtforms import HiddenField, SelectField, TextAreaField

from portal import paths
from portal.acts.time_off import FURTHEST, ask_time_off, enter_time_off
from portal.acts.workplace import Workplace
from portal.desk.moving_forms import require_choice
from portal.desk.roster_calendar import MOST_SPANS, Span, calendar_of, time_off_in
from portal.desk.roster_forms import people_choices
from portal.desk.sign_in_forms import ButtonForm
from portal.errors import BadToken, ClosuresError, MoveRefused
from portal.reports.links import calendar_token, read_calendar_token, require_calendar_link
from portal.store import calendar_feeds
from portal.team.roster import Person, Roster
from portal.team.shift_words import spoken_span
from portal.web.access import signed_in
from portal.web.current import workplace
from portal.web.forms import StampedForm
from portal.web.limits import WRONG_LINK, is_over

blueprint = Blueprint("desk_calendars", __name__)
Answer = str | tuple[str, int] | AnyResponse
MAX_FILE_BYTES = 250_000


class FileForm(StampedForm):
    """`text` is what was uploaded, or else pasted."""

    person = SelectField("For whom", validate_choice=False)
    file = FileField("The file", description="An iCalendar file, whose name ends in .ics.")
    pasted = TextAreaField("Or its text", description="It begins with BEGIN:VCALENDAR.")

    def offer(self, roster: Roster, person: str) -> None:
        self.person.choices = people_choices(roster, person)

    def validate_person(self, field: SelectField) -> None:
        require_choice(field, "Choose somebody of the team.")


class ConfirmForm(StampedForm):
    person = HiddenField()
    spans = HiddenField()


@blueprint.get(paths.CALENDAR + "<token>")
def feed(token: str) -> AnyResponse:
    """Aborts with 404 whatever is wrong with the address, or 429 for somebody who guesses."""
    here = workplace()
    try:
        link = read_calendar_token(token.removesuffix(".ics"))
        with here.store.reading() as conn:
            require_calendar_link(link, here.keys, calendar_feeds.generation_of(conn, link.person))
        person = here.roster().people.get(link.person)
        if person is None:
            raise BadToken("They have left the team.")
    except BadToken:
        abort(429 if is_over(here, WRONG_LINK) else 404)
    body = calendar_of(
        here.roster(),
        [person] if link.scope == "own" else _team_of(here.roster(), person),
        title=f"{person.name}’s shifts" if link.scope == "own" else f"The roster of {here.library.site.organisation}",
        host=urlsplit(here.library.site.base_url).hostname or "forthright",
        own=link.scope == "own",
        now=here.now(),
    )
    return Response(body, content_type="text/calendar; charset=utf-8")


@blueprint.get(paths.DESK_CALENDARS)
def calendars() -> Answer:
    return _page(FileForm(prefix="file", formdata=None))


@blueprint.post(paths.DESK_CALENDARS + "/renew")
def renew() -> Answer:
    form = ButtonForm(prefix="renew")
    if not form.validate():
        return _back(form.problems[0], paths.DESK_CALENDARS)
    with workplace().store.writing() as conn:
        calendar_feeds.renew(conn, signed_in().person.key)
    return _back("The addresses are new. The old ones open nothing any more.", paths.DESK_CALENDARS)


@blueprint.post(paths.DESK_CALENDARS + "/look")
def look() -> Answer:
    """Show what a file would enter; nothing is kept yet."""
    here, me = workplace(), signed_in()
    form = FileForm(prefix="file")
    form.offer(here.roster(), me.person.key)
    if not me.is_lead:
        form.person.data = me.person.key
    if not form.validate():
        return _page(form), 422
    try:
        spans = time_off_in(_text_of(form), here.roster().time_zone, here.now(), here.now() + FURTHEST)
    except ClosuresError as error:
        form.file.errors = [f"{error.what} {error.remedy}"]
        return _page(form), 422
    if not spans:
        form.file.errors = ["Nothing in it lies ahead. Choose another file."]
        return _page(form), 422
    if len(spans) > MOST_SPANS:
        form.file.errors = [f"It holds {len(spans)} times off, and {MOST_SPANS} can be entered at once. Shorten it."]
        return _page(form), 422
    confirm = ConfirmForm(prefix="confirm", formdata=None)
    confirm.person.data = form.person.data
    confirm.spans.data = " ".join(f"{start.isoformat()}/{end.isoformat()}" for start, end in spans)
    zone = here.roster().time_zone
    said = [spoken_span(start, end, zone) for start, end in spans]
    whose = here.roster().people[form.person.data].name
    return render_template("desk/roster_file.html", form=confirm, spans=said, whose=whose, is_lead=me.is_lead)


@blueprint.post(paths.DESK_CALENDARS + "/enter")
def enter() -> Answer:
    here, me = workplace(), signed_in()
    form = ConfirmForm(prefix="confirm")
    spans = _spans(form.spans.data or "")
    if not form.validate() or not spans:
        words = form.problems[0] if form.problems else "Nothing was entered. Bring the file in once more."
        return _back(words, paths.DESK_CALENDARS)
    try:
        if me.is_lead:
            enter_time_off(here, me.person.key, form.person.data or "", form.filling, spans)
        else:
            ask_time_off(here, me.person.key, form.filling, spans)
    except MoveRefused as error:
        return _back(str(error), paths.DESK_CALENDARS)
    return _back("Entered." if me.is_lead else "Asked. Your lead has a notice.", paths.DESK_ROSTER)


def _team_of(roster: Roster, person: Person) -> list[Person]:
    """Everybody of the person's teams."""
    return [other for _, other in sorted(roster.people.items()) if set(other.teams) & set(person.teams)]


def _text_of(form: FileForm) -> str:
    """Raises ClosuresError."""
    if form.file.data:
        content: bytes = form.file.data.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise ClosuresError("The file is larger than 250 kB.", "Save only the time off, without attachments.")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ClosuresError("The file is not text.", "Save it from your calendar program as .ics.") from None
    if not (form.pasted.data or "").strip():
        raise ClosuresError("There is nothing to read.", "Choose a file, or paste its text.")
    return str(form.pasted.data)


def _spans(text: str) -> list[Span]:
    """What the page before has shown; nothing where it was changed into something else."""
    try:
        pairs = [tuple(datetime.fromisoformat(part) for part in each.split("/")) for each in text.split()]
        spans = [(start.astimezone(UTC), end.astimezone(UTC)) for start, end in pairs]
    except ValueError:
        return []
    return spans if len(spans) <= MOST_SPANS else []


def _page(form: FileForm) -> str:
    here, me = workplace(), signed_in()
    form.offer(here.roster(), me.person.key)
    with here.store.reading() as conn:
        generation = calendar_feeds.generation_of(conn, me.person.key)
    return render_template(
        "desk/roster_calendars.html",
        form=form,
        is_lead=me.is_lead,
        own=_address(here, "own", me.person, generation),
        team=_address(here, "team", me.person, generation),
        renew=ButtonForm(prefix="renew", formdata=None),
    )


def _address(here: Workplace, scope: str, person: Person, generation: int) -> str:
    return here.settings.service_url + paths.calendar(calendar_token(here.secret, scope, person.key, generation))


def _back(words: str, page: str) -> AnyResponse:
    flash(words)
    return redirect(page, 303)
