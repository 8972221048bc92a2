"""Walking: Frozen-Flask asks an app for the page at each address, and writes it to a staging folder.

Each of its warnings stops the run.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from flask import Flask
from flask_frozen import Freezer, FrozenFlaskWarning, MissingURLGeneratorWarning, Page

from portal.errors import PublishError
from portal.publishing.files import file_of
from portal.publishing.freezer_paths import FreezerRoot
from portal.publishing.frozen_pages import FrozenPages, Kept
from portal.publishing.staging import Staging, Written


class Work(NamedTuple):
    """`pages` is None where every page is to be made."""

    app: Flask
    into: Staging
    pages: FrozenPages | None


class Walked(NamedTuple):
    """Addresses, what was written for them by file, and what of it was kept."""

    addresses: tuple[str, ...]
    written: Mapping[str, Written]
    kept: Sequence[Kept | None] = ()


class StagingFreezer(Freezer):  # type: ignore[misc]
    """Writes to a staging folder."""

    def __init__(self, app: Flask, into: Staging, pages: FrozenPages | None) -> None:
        app.config["FREEZER_SKIP_EXISTING"] = self._is_laid if pages else False
        super().__init__(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
        self._root, self._pages = FreezerRoot(into), pages

    @property
    def root(self) -> FreezerRoot:
        return self._root

    def urlpath_to_filepath(self, path: str) -> str:
        return file_of(path)

    def _is_laid(self, address: str, _path: str) -> bool:
        """Whether the page was found, and lies where Frozen-Flask looks for it."""
        assert self._pages is not None
        content = self._pages.find(address)
        if content is not None:
            self._root.lay(file_of(address), content)
        return content is not None


def walk_share(work: Work, addresses: tuple[str, ...]) -> Walked:
    """Raises PublishError."""
    freezer, kept = StagingFreezer(*work), []
    for page in walk(freezer, addresses):
        made = freezer.root.made.pop(page.path, None)
        if work.pages and made is not None:
            kept.append(work.pages.keep(page.url, made))
    return Walked(addresses, freezer.root.written, kept)


def walk(freezer: StagingFreezer, addresses: tuple[str, ...]) -> Iterator[Page]:
    """Each page once its file is written. Raises PublishError."""
    at_work = ""

    def one_by_one() -> Iterator[str]:
        nonlocal at_work
        for address in addresses:
            at_work = address
            yield address

    freezer.register_generator(one_by_one)
    with warnings.catch_warnings():
        warnings.simplefilter("error", FrozenFlaskWarning)
        # It counts endpoints, and we name addresses; refuse_unwalked answers the same question for a whole site.
        warnings.simplefilter("ignore", MissingURLGeneratorWarning)
        try:
            yield from freezer.freeze_yield()
        except PublishError:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise PublishError(
                f"{at_work or 'The site'} could not be frozen ({reason}). What was live still is. "
                "If the page uses a template of your own, look there first."
            ) from error
