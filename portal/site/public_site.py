"""All that site code may see: the site file, the live public pages, the calendars and the figures. No desk, no team."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from portal import paths
from portal.library.library import PublicPages
from portal.library.page_versions import PageText, page_text
from portal.library.pages import Commitment, Limitation, Page, Topic
from portal.library.published import Published
from portal.library.published_history import PublishedHistory
from portal.library.release import Release
from portal.library.site_file import SiteFile
from portal.library.translated import outdated_pages, pages_in, site_in
from portal.library.translations import TranslatedPages
from portal.promises.calendars import Calendar
from portal.promises.worked_examples import WorkedExample
from portal.site.examples import example_of
from portal.site.words import key_in_words, team_in_words

_INDICATORS = ("first_response", "next_update", "resolution", "lead_answer", "break_taken", "training_current")


@dataclass(frozen=True)
class PublicSite:
    """The public half at the instant `at` (UTC). Pages are made from `live()`, without what readers do not see yet."""

    site: SiteFile
    pages: PublicPages
    calendars: Mapping[str, Mapping[str, object]]
    published: Published
    at: datetime
    history: PublishedHistory = field(default_factory=PublishedHistory)
    translations: Mapping[str, TranslatedPages] = field(default_factory=dict)
    original: "PublicSite | None" = None
    """The same site in its first language, where this one is in another."""
    folder: str = ""
    """The folder of the other language, as a tag of BCP 47; empty in the first language."""
    shows_drafts: bool = False
    """Whether translations that are drafts are among the pages, as in the preview."""

    @property
    def language(self) -> str:
        return self.folder or self.site.languages[0]

    @property
    def first(self) -> "PublicSite":
        """This site in its first language."""
        return self.original or self

    @cached_property
    def others(self) -> tuple["PublicSite", ...]:
        """This site in each of its other languages."""
        first = self.first
        return tuple(_in_language(first, tag) for tag in first.site.languages[1:])

    def address(self, path: str) -> str:
        """Where the page at `path` of the first language is found in this one."""
        return paths.translated(path, self.folder)

    def path_of_original(self, path: str) -> str:
        """The other way round."""
        return path[len(self.folder) + 1 :] if self.folder else path

    def is_translated(self, page: Page) -> bool:
        """Whether its words are in this language, of whatever region."""
        return page.lang is None or page.lang.split("-")[0] == self.language.split("-")[0]

    @cached_property
    def outdated(self) -> frozenset[str]:
        """The addresses, in the first language, of what has changed there since it was translated into this one."""
        words = self.translations.get(self.folder)
        return outdated_pages(self.first.pages, words) if words else frozenset()

    @cached_property
    def by_history(self) -> Mapping[str, str]:
        """The pages by the addresses at which their changes are told."""
        return {paths.history(path): path for path in self.by_path}

    def team_name(self, key: str) -> str:
        """`fault-desk` as `fault desk`, `billing` as `billing team`."""
        return self.site.name_of(key) or team_in_words(key)

    def folder_name(self, folder: str) -> str:
        """`network` as `Network`; of folders in folders, the last."""
        return self.site.name_of(folder.split("/")[-1]) or key_in_words(folder).split("/")[-1].capitalize()

    def live(self) -> "PublicSite":
        """The same with only the pages that readers see on the day of `at` in the site's zone."""
        return replace(self, pages=self.pages.live_on(self.today))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site.time_zone)

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()

    @cached_property
    def calendars_by_name(self) -> Mapping[str, Calendar]:
        return {name: Calendar.from_data(data) for name, data in self.calendars.items()}

    @cached_property
    def by_path(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.pages.all()}

    @cached_property
    def by_alias(self) -> Mapping[str, Page]:
        """Old addresses, as `alias_address` gives them. A page's own address wins over another's alias."""
        aliases = {alias_address(alias): page for page in self.pages.all() for alias in page.aliases}
        return {address: page for address, page in aliases.items() if address not in self.by_path}

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """In the order of the list, the catch-all last."""
        return tuple(sorted(self.pages.topics.values(), key=lambda topic: (topic.catch_all, topic.order, topic.slug)))

    @cached_property
    def limitations(self) -> tuple[Limitation, ...]:
        return tuple(sorted(self.pages.limitations.values(), key=self._as_listed))

    def _as_listed(self, page: Page) -> tuple[bool, str]:
        """In another language what is translated comes first."""
        return bool(self.folder) and not self.is_translated(page), page.title

    @cached_property
    def promises(self) -> tuple[Commitment, ...]:
        """Promises to customers, by what they measure."""
        return self._commitments("customers")

    @cached_property
    def promises_to_team(self) -> tuple[Commitment, ...]:
        return self._commitments("team")

    def first_promises(self) -> tuple[Commitment, ...]:
        """Three in force for the home page: one of each indicator before a second of any, the widest first."""
        in_force = [promise for promise in self.promises if promise.effective_from <= self.today]
        in_force.sort(key=lambda promise: -len(self.topics_under(promise)))
        measures = [promise.indicator for promise in in_force]
        rank = {promise.slug: measures[:place].count(promise.indicator) for place, promise in enumerate(in_force)}
        return tuple(sorted(in_force, key=lambda promise: rank[promise.slug])[:3])

    def promises_for(self, topic: Topic) -> tuple[Commitment, ...]:
        return tuple(promise for promise in self.promises if _names(promise.applies_to.topics, topic.slug))

    def topics_under(self, promise: Commitment) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if _names(promise.applies_to.topics, topic.slug))

    def limitations_of(self, topic: Topic) -> tuple[Limitation, ...]:
        return tuple(page for page in self.limitations if topic.slug in page.topics)

    def topics_of(self, limitation: Limitation) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if topic.slug in limitation.topics)

    def example(self, promise: Commitment) -> WorkedExample | None:
        calendar = self.calendars_by_name.get(promise.calendar or "")
        return example_of(promise, calendar, self.site.time_zone, self.at)

    def text_of(self, page: Page) -> PageText:
        """What the page says, as its versions are kept."""
        return page_text(self.calendars, page)

    def is_overdue(self, page: Page) -> bool:
        """Whether the day by which the page should have been looked at again has passed."""
        return page.review_by is not None and page.review_by < self.today

    def _commitments(self, audience: str) -> tuple[Commitment, ...]:
        pages = (page for page in self.pages.commitments.values() if page.audience == audience)
        return tuple(sorted(pages, key=lambda page: (_INDICATORS.index(page.indicator), page.slug)))


def public_site(
    release: Release, published: Published, at: datetime, history: PublishedHistory | None = None
) -> PublicSite:
    """What site code may see of a release, live or not yet; the desk stays behind. `at` is in UTC."""
    library = release.library
    known = history or PublishedHistory()
    return PublicSite(library.site, library.public, library.calendars, published, at, known, library.translations)


def _in_language(first: PublicSite, tag: str) -> PublicSite:
    words = first.translations.get(tag, TranslatedPages())
    return replace(
        first,
        site=site_in(first.site, tag),
        pages=pages_in(first.pages, words, tag, first.language, with_drafts=first.shows_drafts),
        original=first,
        folder=tag,
    )


def alias_address(alias: str) -> str:
    """Where an alias is published: `/old` and `/old/` are both the folder `/old/`; `/old.html` stays a file."""
    address = "/" + alias.strip("/")
    return address if "." in address.rsplit("/", 1)[1] else address + "/"


def _names(topics: tuple[str, ...], slug: str) -> bool:
    return "all" in topics or slug in topics
