"""What 404.html says in the site's other languages: a web server has one such page, and does not know who reads it."""

from dataclasses import dataclass

from portal import paths
from portal.languages.locales import Direction, direction
from portal.languages.messages import _
from portal.languages.speaking import speaking
from portal.site.public_site import PublicSite


@dataclass(frozen=True, slots=True)
class SaidToTheLost:
    """`way_on` is the text of a link to `path`."""

    tag: str
    direction: Direction
    title: str
    path: str
    way_on: str


def said_to_the_lost(view: PublicSite) -> tuple[SaidToTheLost, ...]:
    """Once in each language beside the first."""
    return tuple(_said(site) for site in view.others)


def _said(site: PublicSite) -> SaidToTheLost:
    with speaking(site.language):
        title, way_on = _("There is no page here"), _("Go to the home page")
        return SaidToTheLost(site.language, direction(site.language), title, site.address(paths.HOME), way_on)
