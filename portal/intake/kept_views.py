"""What is kept of customers and for how long, made from the settings that are really in force. GDPR Art. 13."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template

from portal import paths
from portal.acts.empty_quarantine import SET_ASIDE_KEPT
from portal.languages.messages import _
from portal.promises.spoken import spoken_duration
from portal.settings import Settings
from portal.web.current import workplace

blueprint = Blueprint("kept", __name__)

_DAY_S, _HOUR_S = 86_400, 3_600


@dataclass(frozen=True, slots=True)
class Kept:
    what: str
    how_long: str


@blueprint.get(paths.KEPT)
def kept_page() -> str:
    return render_template("intake/kept.html", kept=list(all_kept(workplace().settings)))


def all_kept(settings: Settings) -> Iterator[Kept]:
    """In the language of the moment."""
    if settings.keep_closed_days:
        closed = _(
            "%(time)s after your report is closed, or until you have it erased on its private page, if that is sooner.",
            time=spoken_duration(settings.keep_closed_days * _DAY_S),
        )
    else:
        closed = _("Until you have it erased on its private page.")
    yield Kept(_("What you write, how we reach you, what you attach, and what we answer"), closed)
    aside = spoken_duration(SET_ASIDE_KEPT.days * _DAY_S)
    yield Kept(_("What you sent that we did not take as a report"), _("About %(time)s.", time=aside))
    if settings.max_attachments:
        staged = spoken_duration(settings.staged_valid_h * _HOUR_S)
        yield Kept(_("Files that you attached and did not send"), _("About %(time)s.", time=staged))
    if settings.reply_address:
        originals = _("As long as the words of the report.")
        if settings.keep_originals_days:
            originals = _("About %(time)s.", time=spoken_duration(settings.keep_originals_days * _DAY_S))
        yield Kept(_("Mails that you sent us, as they came"), originals)
    yield Kept(
        _("That there was a report, what became of it, and when"),
        _("For good, without a word of it and without your name. Our public record counts it."),
    )
    if settings.limits == "on":
        yield Kept(
            _("From where you reached us, as a number that nobody can turn back into an address"),
            _("About a day, so that programs cannot fill the form again and again."),
        )
    if settings.subscriptions == "on":
        yield Kept(
            _("Your address for mails about changes, if you asked for them"),
            _("Until you end them; a week if you do not confirm them."),
        )
