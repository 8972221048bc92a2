"""How each page has changed: from the versions that the store keeps, and from what its editors say of it. DESIGN §5."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from portal import paths
from portal.library.page_versions import PageText, PageVersion, permanent_address
from portal.library.pages import Commitment, Limitation, Page
from portal.site.public_site import PublicSite, alias_address
from portal.site.version_words import Differences, appeared, differences, gone

_DECLARED = {"commitments": "effective_from", "limitations": "since"}


@dataclass(frozen=True)
class Change:
    """A page changed on the day `on`, from `was` to `now`; None: it was not there. `note` is what its editors say of
    it, empty for nothing, and may be all there is.

    `permanent` leads to what stood there from then on; empty where nothing did, or nobody kept it.
    """

    on: date
    name: str
    path: str
    kind: str
    title: str
    was: PageText | None = None
    now: PageText | None = None
    note: str = ""
    permanent: str = ""

    @cached_property
    def differences(self) -> Differences:
        if self.was is not None and self.now is not None:
            return differences(self.was, self.now)
        if self.now is not None:
            return appeared(self.now)
        return gone(self.was) if self.was is not None else Differences()

    @property
    def anchor(self) -> str:
        return f"of-{self.name}"

    @property
    def address(self) -> str:
        """The change on the page's own history."""
        return f"{paths.history(self.path)}#{self.anchor}"

    @property
    def is_weaker(self) -> bool:
        return self.differences.effect == "weaker"

    @property
    def sentences(self) -> tuple[str, ...]:
        return (*((self.note,) if self.note else ()), *self.differences.sentences)


@dataclass(frozen=True, slots=True)
class PageHistory:
    """`page` is None where the page is gone. `versions` run from the oldest, `changes` from the newest."""

    path: str
    kind: str
    title: str
    page: Page | None
    versions: tuple[PageVersion, ...]
    changes: tuple[Change, ...]


def page_histories(view: PublicSite) -> Mapping[str, PageHistory]:
    """The history of every address of which anything is known, on the day of `view`, which holds the live pages."""
    versions = _by_path(view.history.versions, view.today)
    moved = {path: page.path for path, page in view.by_alias.items() if path in versions}
    histories = {}
    for path in sorted(versions.keys() | view.by_path.keys()):
        page = view.by_path.get(path)
        mine = versions.get(path, ())
        if page is not None and not mine and not page.history and page.kind not in _DECLARED:
            # Of most pages nothing is known.
            continue
        before = _before_it_moved(page, mine, versions)
        changes = [*_recorded(mine, before, view.history.began, has_moved=path in moved)]
        if page is not None:
            changes = _with_notes(changes or [*_declared(page)], page, view.today)
        if not mine and not changes:
            continue
        title, kind = (page.title, page.kind) if page else (mine[-1].page.title, mine[-1].page.kind)
        ordered = sorted(enumerate(changes), key=lambda each: (each[1].on, each[0]), reverse=True)
        histories[path] = PageHistory(
            path, kind, title, page, _as_declared(mine), tuple(change for _, change in ordered)
        )
    return histories


def _by_path(versions: Iterable[PageVersion], today: date) -> dict[str, tuple[PageVersion, ...]]:
    """Those that readers have seen; what ends on a later day still stands."""
    found: dict[str, list[PageVersion]] = {}
    for version in versions:
        if version.since <= today:
            stands = version.until is None or version.until > today
            found.setdefault(version.page.path, []).append(replace(version, until=None) if stands else version)
    return {path: tuple(each) for path, each in found.items()}


def _before_it_moved(
    page: Page | None, mine: Sequence[PageVersion], versions: Mapping[str, Sequence[PageVersion]]
) -> PageVersion | None:
    """What stood at an old address of the page up to the day on which the page came to this one."""
    if page is None or not mine:
        return None
    old = (versions.get(alias_address(alias), ()) for alias in page.aliases)
    return next((each[-1] for each in old if each and each[-1].until == mine[0].since), None)


def _recorded(
    versions: Sequence[PageVersion], before: PageVersion | None, began: Sequence[date], *, has_moved: bool
) -> Iterator[Change]:
    """The changes from version to version, the oldest first."""
    previous = before
    for version in versions:
        if previous is not None and previous.until != version.since:
            yield _gone(previous)
            previous = None
        if previous is not None:
            yield _change(version, previous.page)
        elif version.since not in began:
            yield _change(version, None)
        elif day := _declared_day(version.page):
            # It stood there when the record began; since when, only the page itself can say.
            yield replace(_change(version, None), on=day)
        previous = version
    if versions and versions[-1].until is not None and not has_moved:
        yield _gone(versions[-1])


def _declared(page: Page) -> Iterator[Change]:
    """What a page says of its own beginning, where nothing is on record."""
    if isinstance(page, (Commitment, Limitation)):
        text = PageText(page.path, page.kind, page.title, page.summary, "")
        day = page.effective_from if isinstance(page, Commitment) else page.since
        yield Change(day, day.isoformat(), page.path, page.kind, page.title, now=text)


def _with_notes(changes: list[Change], page: Page, today: date) -> list[Change]:
    """What editors say of a day stands with what changed on that day, else for itself."""
    noted = [change for change in changes if change.on <= today]
    for entry in page.history:
        if entry.day > today:
            continue
        place = next((n for n, change in enumerate(noted) if change.on == entry.day and not change.note), None)
        if place is None:
            name = f"{entry.day.isoformat()}-said-{page.history.index(entry) + 1}"
            noted.append(Change(entry.day, name, page.path, page.kind, page.title, note=entry.words))
        else:
            noted[place] = replace(noted[place], note=entry.words)
    return noted


def _as_declared(versions: tuple[PageVersion, ...]) -> tuple[PageVersion, ...]:
    """The first stood there since the day that it names, where that was before anybody kept a record."""
    day = _declared_day(versions[0].page) if versions else None
    if day is None or day >= versions[0].since:
        return versions
    return (replace(versions[0], since=day), *versions[1:])


def _declared_day(page: PageText) -> date | None:
    written: Any = page.fields.get(_DECLARED.get(page.kind, ""))
    return date.fromisoformat(written) if written else None


def current_version(view: PublicSite, history: PageHistory) -> PageVersion | None:
    """The version that the page of today is; None where the page is gone, and where the store has not got it yet."""
    latest = history.versions[-1] if history.versions else None
    if history.page is None or latest is None or latest.until is not None:
        return None
    return latest if view.text_of(history.page).hash == latest.hash else None


def _change(version: PageVersion, was: PageText | None) -> Change:
    page = version.page
    return Change(
        version.since, version.name, page.path, page.kind, page.title, was, page, permanent=permanent_address(version)
    )


def _gone(version: PageVersion) -> Change:
    page, day = version.page, version.until or version.since
    return Change(day, f"{day.isoformat()}-gone", page.path, page.kind, page.title, was=page)
