"""What the web server in front says where it refuses by itself: too much at once, or no process of ours that answers.

It has one page for each, and does not know who reads it: each is said in all of the site's languages.
"""

from dataclasses import dataclass

from portal.languages.locales import Direction, direction
from portal.languages.messages import N_, text_of
from portal.languages.speaking import speaking
from portal.site.public_site import PublicSite


@dataclass(frozen=True, slots=True)
class Refusal:
    title: str
    words: str


TOO_LARGE = Refusal(
    N_("That is too large to send"),
    N_("Go back: your browser should have kept what you wrote. Leave out an attachment or attach a smaller copy."),
)
# A process may have gone after it had taken what was sent, so nothing is said of whether it did.
AWAY = Refusal(
    N_("We cannot do this right now"),
    N_(
        "If you have just sent us something, it may not have arrived. Go back in a few minutes: your browser should "
        "have kept what you wrote. Send it again; what reaches us twice counts once."
    ),
)


@dataclass(frozen=True, slots=True)
class SaidOf:
    tag: str
    direction: Direction
    title: str
    words: str


def said_of(view: PublicSite, refusal: Refusal) -> tuple[SaidOf, ...]:
    """Once in each language, the site's first one first."""
    return tuple(_said(site, refusal) for site in (view, *view.others))


def _said(site: PublicSite, refusal: Refusal) -> SaidOf:
    with speaking(site.language):
        return SaidOf(site.language, direction(site.language), text_of(refusal.title), text_of(refusal.words))
