"""All that was read of a site's content, right or wrong: for those who advise on it and those who mend it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.library.entries import Entry
from portal.library.front_matter import Document
from portal.library.links import LinkMap
from portal.library.rendered import FoundLink
from portal.library.site_file import SiteFile
from portal.library.team_file import TeamFile
from portal.promises.calendars import Calendar


@dataclass(frozen=True, slots=True)
class ReadContent:
    """`site` and `team` have stand-ins where their documents say so, and are None where they cannot be read at all.

    `entries` are the pages, `translations` the files beside them in other languages, whose `page` is None. `links` are
    those of each text that could be rendered, by source, as their authors wrote them. `faulty` are the sources of files
    with problems.
    """

    entries: Sequence[Entry]
    site_document: Document | None
    site: SiteFile | None
    team_document: Document | None
    team: TeamFile | None
    calendars: Mapping[str, Calendar]
    links: Mapping[str, tuple[FoundLink, ...]]
    places: LinkMap
    today: date
    translations: Sequence[Entry] = ()
    faulty: frozenset[str] = frozenset()

    def documents(self) -> Iterator[Document]:
        """Of site.yml, of team.yml, of every page and translation, as far as they could be read."""
        yield from (each for each in (self.site_document, self.team_document) if each is not None)
        yield from (entry.document for entry in (*self.entries, *self.translations))
