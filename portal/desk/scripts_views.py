"""The scripts: how often each is used, how much of it is changed, and how those reports went; never by person."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, render_template

from portal import paths
from portal.desk.count_words import Fact, half_ended_within, part_in_words, share_in_words
from portal.desk.script_text import marked_text
from portal.library.pages import Script
from portal.library.script_filling import LEAST_OWN_WORDS, reading_time_s, word_count
from portal.promises.spoken import spoken_duration, spoken_time
from portal.reports.ledger import Count, Share
from portal.store.script_uses import ScriptUses, counts_by_script, uses
from portal.web.current import workplace

blueprint = Blueprint("desk_scripts", __name__)


@dataclass(frozen=True, slots=True)
class ScriptShown:
    """A line of the list; `edited` to `cared_for` are empty while it was never used."""

    address: str
    title: str
    summary: str
    length: str
    used: int
    edited: str
    ended: str
    solved: str
    cared_for: str


@blueprint.get(paths.DESK_SCRIPTS)
def scripts() -> str:
    used, counted = _statistics()
    found = sorted(workplace().library.desk.scripts.values(), key=lambda script: script.title)
    lines = [_line(script, used.get(script.slug), counted.get(script.slug, Count())) for script in found]
    return render_template("desk/scripts.html", lines=lines)


@blueprint.get(paths.DESK_SCRIPTS + "/<slug>")
def script(slug: str) -> str:
    library = workplace().library
    found = library.desk.scripts.get(slug) or abort(404)
    used, counted = _statistics(slug)
    topics = [library.public.topics[name].says for name in found.topics if name in library.public.topics]
    return render_template(
        "desk/script.html",
        page=found,
        length=_length(found),
        text=marked_text(found.body.markdown),
        topics=topics,
        facts=_facts(used[slug], counted.get(slug, Count())) if slug in used else (),
        least_own_words=LEAST_OWN_WORDS,
    )


def _statistics(script: str | None = None) -> tuple[dict[str, ScriptUses], dict[str, Count]]:
    with workplace().store.reading() as conn:
        return uses(conn), counts_by_script(conn, workplace().now(), script)


def _line(script: Script, used: ScriptUses | None, count: Count) -> ScriptShown:
    return ScriptShown(
        address=paths.desk_script(script.slug),
        title=script.title,
        summary=script.summary,
        length=_length(script),
        used=used.uses if used else 0,
        edited=_edited(used) if used else "",
        ended=f"{count.resolved} of {count.reports} resolved" if used else "",
        solved=share_in_words(count.was_solved()) if used else "",
        cared_for=share_in_words(count.felt_cared_for()) if used else "",
    )


def _facts(used: ScriptUses, count: Count) -> tuple[Fact, ...]:
    return (
        Fact("Sent", f"{used.uses:,} {'time' if used.uses == 1 else 'times'}, last {_when(used.last_at)}"),
        Fact("Edited beyond its passages", _edited(used)),
        Fact("Words of one’s own", f"{round(used.own_words / used.uses)} on average"),
        Fact(
            "How these reports ended",
            f"{count.resolved:,} resolved, {count.declined:,} declined, "
            f"{count.lapsed:,} lapsed, {count.withdrawn:,} withdrawn, {count.open:,} still open",
        ),
        Fact("Half ended within", half_ended_within(count)),
        Fact("Reopened", part_in_words(count.reopened, count)),
        Fact("Solved, they say", share_in_words(count.was_solved())),
        Fact("Felt cared for", share_in_words(count.felt_cared_for())),
    )


def _edited(used: ScriptUses) -> str:
    share = Share(used.changed, used.uses)
    return (
        f"{share.part} of {share.whole} ({share.percent} %)"
        if share.says_something
        else f"{share.part} of {share.whole}"
    )


def _length(script: Script) -> str:
    text = script.body.markdown
    return f"{word_count(text)} words, {spoken_duration(reading_time_s(text))} to read"


def _when(at: datetime) -> str:
    return spoken_time(at, workplace().now(), workplace().library.site.time_zone)
