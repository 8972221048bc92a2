"""One publication: the file is written, committed and built, or all of that is put back and its editor told why.

The order keeps the file, git, the site and the store of one mind, wherever a process may die:

1. Under the lock of builds the file is written and committed, so no other build ever reads a text half way.
2. Until the site is live, whatever fails puts the file back, in git too. A file that somebody else has saved since is
   theirs and stays.
3. Once the site is live, nothing is put back. What came of it is noted beside the file at once, so that the store may
   hear of it later; what was noted goes after the store has it.
4. Where a build is decided and not finished, or another one is under way, the publication waits and goes on later.
"""

import logging
from datetime import datetime

from portal.acts.ask_to_publish import require_decided
from portal.acts.workplace import Workplace
from portal.editing.content_git import ContentGit
from portal.editing.outcomes import Outcome, Told, has_problems, published, refused, told_of
from portal.editing.reading import Reading, look_of
from portal.editing.review import own_change, page_changes
from portal.editing.written_page import WrittenPage
from portal.errors import (
    ContentError,
    EditRefused,
    NotPublished,
    PortalError,
    PublicationUnderWay,
    StoreUnavailable,
)
from portal.library.content_files import KeptFile, read_page
from portal.library.library import Library
from portal.library.release import Release, hash_in
from portal.publishing.build_site import build_site
from portal.publishing.checked_content import checked_content
from portal.publishing.lock import publishing_lock
from portal.publishing.outlet import journal_file
from portal.publishing.site_to_freeze import MakeSite, SiteToFreeze
from portal.store import content_drafts
from portal.store.content_drafts import ContentDraft
from portal.store.content_publications import ContentPublication, PublicationState
from portal.team.roster import Person

logger = logging.getLogger(__name__)

PATIENCE_S = 30.0
_BROKE = "Something broke on our side, and it has been recorded. Your draft is kept; press Publish once more."
_NOT_WRITTEN = "The file could not be written. Tell whoever runs this portal; the reason is in its log."
_PUT_BACK = " The file was put back as it was; your draft is kept."
_LEFT = (
    " Somebody else has saved the file meanwhile, so it was left as it is. Ask whoever keeps the files whether your "
    "text is in it; your draft is kept."
)


class OnePublication:
    """`waiting` is taken up, and the caller holds the lock of content/."""

    def __init__(self, workplace: Workplace, waiting: ContentPublication, make_site: MakeSite) -> None:
        self._workplace, self._settings, self._waiting = workplace, workplace.settings, waiting
        self._make_site = make_site
        self._page = WrittenPage(workplace.settings, waiting.id, waiting.source)
        self._git = ContentGit(workplace.settings.site_dir, workplace.settings.mail_from)
        self._release_before = hash_in(workplace.settings.release_file)
        self._release = self._commit = ""
        self._is_building = False

    def ended(self) -> tuple[PublicationState, Outcome] | None:
        """What came of it; None where it has to wait. After StoreUnavailable and OSError the next one goes on."""
        if came_of := self._page.came_of:
            return PublicationState.PUBLISHED, came_of
        try:
            return PublicationState.PUBLISHED, self._publish()
        except (PublicationUnderWay, StoreUnavailable) as error:
            logger.info("publication %d of %s waits: %s", self._waiting.id, self._waiting.source, error)
            if isinstance(error, StoreUnavailable):
                raise
            return None
        except Exception as error:
            if not isinstance(error, EditRefused):
                logger.exception("publication %d of %s failed", self._waiting.id, self._waiting.source)
            return self._refused(error)

    def _refused(self, error: Exception) -> tuple[PublicationState, Outcome] | None:
        """Put back under the lock of builds: one that came in between may have made the text live. Raises OSError."""
        if not self._page.was_begun:
            return PublicationState.REFUSED, self._put_back(error)
        try:
            with publishing_lock(self._settings, PATIENCE_S):
                return None if self._is_decided() else (PublicationState.REFUSED, self._put_back(error))
        except PublicationUnderWay:
            return None

    @property
    def was_begun(self) -> bool:
        """Whether its file may be another by now, so that it is this host's to end."""
        return self._page.was_begun

    def has_ended(self) -> None:
        """The store has kept what came of it. Raises OSError."""
        self._page.is_final()

    def _publish(self) -> Outcome:
        """Raises NotPublished, EditRefused, and whatever a build raises."""
        at = self._workplace.now().replace(microsecond=0)
        draft, editor = self._draft_and_editor()
        file = read_page(self._settings.site_dir, self._waiting.source)
        octets = file.octets_of(self._waiting.text)
        is_there = file.octets == octets
        if not is_there and file.hash != draft.base_hash:
            why = "Somebody else has changed this page since your draft was begun. Nothing of theirs was overwritten."
            raise NotPublished(why, overtaken=True)
        told = self._told(draft, at)
        keeps_it = self._git_keeps_it()
        if keeps_it and not is_there and self._git.changes_of(self._waiting.source):
            raise NotPublished(
                f"Somebody has changed {self._waiting.source} and not committed it to git yet. Ask whoever keeps the "
                "files to commit or undo that; your draft waits here."
            )

        def load() -> Library:
            self._write(file, octets, told)
            self._commit = self._committed(editor) if keeps_it else ""
            return checked_content(self._settings, at)

        self._is_building = True
        done = build_site(self._settings, load, self._site_of, at, patience_s=PATIENCE_S)
        outcome = published(told, len(done.changed) + len(done.deleted), self._commit)
        try:
            self._page.is_live(outcome)
        except OSError:
            logger.exception("publication %d is live; what came of it could not be noted", self._waiting.id)
        return outcome

    def _draft_and_editor(self) -> tuple[ContentDraft, Person]:
        with self._workplace.store.reading() as conn:
            draft = content_drafts.draft_by_id(conn, self._waiting.draft_id)
            if draft is None or not draft.is_open:
                raise NotPublished("The draft is no longer kept: it was published or thrown away.")
            require_decided(conn, draft)
        if draft.text != self._waiting.text:
            raise NotPublished(
                "Words of a customer were erased from this draft after Publish was pressed. Look it over once more."
            )
        editor = self._workplace.roster().editors.get(self._waiting.person)
        if editor is None:
            raise NotPublished("Whoever pressed Publish is no editor any more.")
        return draft, editor

    def _told(self, draft: ContentDraft, at: datetime) -> Told:
        """What readers will notice, the page itself first. Raises NotPublished with every problem there is."""
        today, source = self._workplace.local_day(at), self._waiting.source
        reading = Reading(self._settings)
        try:
            loaded = reading.with_text(source, self._waiting.text, today)
        finally:
            reading.close()
        if loaded.library is None:
            raise has_problems(look_of(loaded, source).stopping)
        if (told := self._page.told) is not None:
            return told
        found = page_changes(self._workplace.library, loaded.library, today)
        own = own_change(source, source, draft.base_text, self._waiting.text, found)
        return told_of((own, *(change for name, change in found.items() if name != source)))

    def _write(self, file: KeptFile, octets: bytes, told: Told) -> None:
        if read_page(self._settings.site_dir, self._waiting.source).hash != file.hash:
            raise NotPublished("Somebody else has changed this page just now. Nothing was overwritten.", overtaken=True)
        if file.octets == octets:
            return
        try:
            self._page.write(file, octets, told)
        except OSError as error:
            logger.exception("%s could not be written", self._waiting.source)
            raise NotPublished(_NOT_WRITTEN) from error

    def _git_keeps_it(self) -> bool:
        return self._git.is_there() and self._git.keeps(self._waiting.source)

    def _committed(self, editor: Person) -> str:
        """The commit's name; empty where there was nothing to commit. Raises EditRefused."""
        source = self._waiting.source
        if not self._git.changes_of(source):
            made = self._git.commits(source)
            return made[0].id if self._page.was_begun and made else ""
        return self._git.commit(source, self._waiting.why or f"Change {source}", editor.name, editor.mail)

    def _site_of(self, release: Release, at: datetime) -> SiteToFreeze:
        self._release = release.hash
        return self._make_site(release, at)

    def _is_decided(self) -> bool:
        """Whether readers see the new text or soon will, although the build has failed: then it only goes forward."""
        if journal_file(self._settings).exists():
            return True
        return self._release not in ("", self._release_before) and self._release == hash_in(self._settings.release_file)

    def _put_back(self, error: Exception) -> Outcome:
        """What the editor reads of it. Raises OSError where the file cannot be put back, so that it is tried again."""
        was_begun, is_back = self._page.was_begun, self._page.put_back()
        why, problems = self._why(error), error.problems if isinstance(error, (ContentError, NotPublished)) else ()
        if was_begun:
            why += _PUT_BACK + self._undone() if is_back else _LEFT
        overtaken = not is_back or (isinstance(error, NotPublished) and error.overtaken)
        return refused(NotPublished(why, problems=problems, overtaken=overtaken))

    def _undone(self) -> str:
        """A commit that puts the file back in git too, where it has to be; what git says where it will not."""
        source, mail_from = self._waiting.source, self._settings.mail_from
        try:
            if self._git_keeps_it():
                self._git.unstage(source)
                if self._git.changes_of(source):
                    self._git.commit(source, f"Put back {source}: it could not be published", "Forthright", mail_from)
        except EditRefused as error:
            return f" In git it still has to be put back by hand. {error}"
        return ""

    def _why(self, error: Exception) -> str:
        if isinstance(error, EditRefused):
            return str(error)
        if isinstance(error, ContentError):
            return "The site could not be built: there are problems in the content."
        said = str(error) if isinstance(error, PortalError) else ""
        if self._is_building:
            return f"The site could not be built: {said or type(error).__name__ + '.'}"
        return said or _BROKE
