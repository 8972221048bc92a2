"""A change of a public page as it is told by mail, and what somebody may ask to be told of. Pure. DESIGN §5.

What is asked for is an address: of one page, of a section, or that of all changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal import paths
from portal.languages.messages import N_, _
from portal.library.library import PublicPages

EVERYTHING = paths.WHAT_CHANGED
SECTIONS: Mapping[str, str] = {
    paths.COMMITMENTS: N_("when a promise changes"),
    paths.LIMITATIONS: N_("when what we have chosen not to fix changes"),
    paths.TOPICS: N_("when a topic changes that you can tell us about"),
    paths.POLICIES: N_("when a policy changes"),
}
"""When somebody is told who asked for a section."""


@dataclass(frozen=True, slots=True)
class PageNews:
    """The page at `path` changed on the day `on`; `name` tells the change from others of the page.

    `history` and `permanent` are addresses on the site, `permanent` is empty where nothing stands there from then on;
    `was_at` are addresses at which the page stood before. `is_there` is false once the page is gone.
    """

    on: date
    name: str
    path: str
    title: str
    sentences: tuple[str, ...]
    promises_less: bool
    history: str
    permanent: str
    is_there: bool
    was_at: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.path, self.name

    def asked_for_by(self) -> frozenset[str]:
        """Whoever asked for any of these addresses is told."""
        stood_at = (self.path, *self.was_at)
        sections = {section for section in SECTIONS for path in stood_at if path.startswith(section)}
        return frozenset({EVERYTHING, *sections, *stood_at})


def news_data(news: Iterable[PageNews]) -> Mapping[str, Any]:
    """Plain JSON data, which `news_of` reads."""
    return {
        "changes": [
            {name: getattr(each, name) for name in PageNews.__slots__} | {"on": each.on.isoformat()} for each in news
        ]
    }


def news_of(data: Mapping[str, Any]) -> tuple[PageNews, ...]:
    return tuple(
        PageNews(
            **each
            | {
                "on": date.fromisoformat(each["on"]),
                "sentences": tuple(each["sentences"]),
                "was_at": tuple(each["was_at"]),
            }
        )
        for each in data["changes"]
    )


def most_important_first(news: Iterable[PageNews]) -> tuple[PageNews, ...]:
    """Where less is promised comes first, then the newest."""
    return tuple(sorted(news, key=lambda each: (not each.promises_less, -each.on.toordinal(), each.path)))


def may_be_asked_for(about: str, live: PublicPages) -> bool:
    """Whether `about` is something that can change; `live` are the pages that readers see."""
    return about == EVERYTHING or about in SECTIONS or live.by_path(about) is not None


def offered_beside(about: str, live: PublicPages) -> tuple[str, ...]:
    """What somebody can choose who comes from the address `about`: it, the section that it is in, and everything.

    Who comes from no page is offered every section.
    """
    if live.by_path(about) is None:
        return (EVERYTHING, *SECTIONS)
    return (about, *(section for section in SECTIONS if about.startswith(section)), EVERYTHING)


def when_told(about: str, pages: PublicPages) -> str:
    """`when a promise changes`, `when “Refunds” changes`; a page that is gone is named by its address."""
    if about == EVERYTHING:
        return _("whenever anything changes")
    if about in SECTIONS:
        return _(SECTIONS[about])
    page = pages.by_path(about)
    if page is None:
        return _("when there is something at %(address)s again", address=about)
    return _("when “%(title)s” changes", title=page.title)
