"""The library: everything that was checked, as one immutable value. A release is a library with its hash."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field, PrivateAttr

from portal.library.by_identity import remembered
from portal.library.fields import Strict
from portal.library.pages import Commitment, Drill, FreePage, Guide, Limitation, Page, Policy, Script, Topic
from portal.library.site_file import SiteFile
from portal.library.team_file import TeamFile
from portal.library.translations import TranslatedPages
from portal.library.written_pages import WrittenPages


class PublicPages(Strict):
    """All of content/public; slugs are the keys, sorted."""

    free: dict[str, FreePage] = {}
    commitments: dict[str, Commitment] = {}
    limitations: dict[str, Limitation] = {}
    topics: dict[str, Topic] = {}
    policies: dict[str, Policy] = {}

    def all(self) -> Iterator[Page]:
        for pages in (self.free, self.commitments, self.limitations, self.topics, self.policies):
            yield from pages.values()

    @remembered(16)
    def live_on(self, day: date) -> "PublicPages":
        """The pages that readers see on `day`: no drafts, published and not expired."""

        def live(page: Page) -> bool:
            return (
                not page.draft
                and (page.publish_on is None or page.publish_on <= day)
                and (page.expires_on is None or day < page.expires_on)
            )

        return PublicPages(
            free={slug: page for slug, page in self.free.items() if live(page)},
            commitments={slug: page for slug, page in self.commitments.items() if live(page)},
            limitations={slug: page for slug, page in self.limitations.items() if live(page)},
            topics={slug: page for slug, page in self.topics.items() if live(page)},
            policies={slug: page for slug, page in self.policies.items() if live(page)},
        )

    def by_path(self, path: str) -> Page | None:
        return next((page for page in self.all() if page.path == path), None)


class Desk(Strict):
    """All of content/desk; never published."""

    team: TeamFile
    scripts: dict[str, Script] = {}
    guides: dict[str, Guide] = {}
    drills: dict[str, Drill] = {}


class Asset(Strict):
    """A picture or other file beside the pages, published as it is. `source` is its path from the site folder."""

    source: str
    sha256: str


class Library(Strict):
    """Site, public pages and desk, and what was resolved from them.

    `calendars` are by name, as data that `portal.promises.calendars.Calendar.from_data` takes; `assets` by address,
    `translations` by language.
    """

    site: SiteFile
    public: PublicPages
    desk: Desk = Field(repr=False)
    calendars: dict[str, dict[str, object]] = {}
    assets: dict[str, Asset] = {}
    translations: dict[str, TranslatedPages] = {}
    _written: WrittenPages = PrivateAttr(default_factory=WrittenPages)

    @property
    def written(self) -> WrittenPages:
        """What is known of its pages as JSON."""
        return self._written

    @property
    def catch_all(self) -> Topic:
        return next(topic for topic in self.public.topics.values() if topic.catch_all)

    def commitments_for(self, topic: str, severity: str, on: date) -> tuple[Commitment, ...]:
        """The promises to customers that a report of this kind is covered by on `on`, sorted by slug."""
        return tuple(
            commitment
            for _, commitment in sorted(self.public.live_on(on).commitments.items())
            if commitment.audience == "customers"
            and commitment.effective_from <= on
            and commitment.applies_to.covers(topic, severity)
        )
