"""Freezing: an app and its addresses become files in a staging folder.

Frozen-Flask walks exactly the addresses that it is given, and each of its warnings stops the run. Many addresses are
shared out among processes, each of which walks its own.
"""

import multiprocessing
import os
import threading
import warnings
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from typing import NamedTuple

from flask import Flask
from flask_frozen import Freezer, FrozenFlaskWarning, MissingURLGeneratorWarning, Page
from werkzeug.exceptions import HTTPException

from portal.errors import PublishError
from portal.publishing.files import file_of
from portal.publishing.freezer_paths import FreezerRoot
from portal.publishing.frozen_pages import FrozenPages, Kept
from portal.publishing.page_client import answer_quickly
from portal.publishing.staging import Staging, Written
from portal.publishing.tether import Tether

Watch = Callable[[Iterator[str], int], Iterator[str]]
"""Sees each address as it is frozen, and how many there are; passes every one on."""

_SHARE = 100
MANY = 3 * _SHARE
"""Addresses; fewer are not worth sharing out, nor looking up what was made of them before."""
_PARTS_AT_ROOT = 3
"""Of `/page/`, split at its slashes."""


def unwatched(addresses: Iterator[str], total: int) -> Iterator[str]:
    return addresses


def freeze(
    app: Flask,
    files: Mapping[str, str],
    into: Staging,
    watch: Watch = unwatched,
    processes: int | None = None,
    pages: FrozenPages | None = None,
) -> None:
    """Write each of `files` (file → address, portal.publishing.files) to `into`.

    The app is used for freezing from here on: its errors are no longer turned into pages. Raises PublishError naming
    the address that failed and why. `processes` is how many share the work; as many as fit where it is not given. Of
    many addresses those are not asked for that are kept in `pages`, and what was made is kept there.
    """
    app.config.update(
        PROPAGATE_EXCEPTIONS=True,
        FREEZER_REMOVE_EXTRA_FILES=False,
        FREEZER_REDIRECT_POLICY="error",
    )
    answer_quickly(app)
    work = _Work(app, into, pages if len(files) >= MANY else None)
    for _ in watch(_shared_out(work, files, processes or _processes_for(len(files))), len(files)):
        pass


def _processes_for(addresses: int) -> int:
    """Forked processes have the app already; where there is no fork, or a thread holds who knows what, there is one."""
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return min(os.cpu_count() or 1, 8) if can_fork and addresses >= MANY else 1


class _Work(NamedTuple):
    """`pages` is None where every page is to be made."""

    app: Flask
    into: Staging
    pages: FrozenPages | None


class _Share(NamedTuple):
    """Addresses, what was written for them by file, and what of it was kept."""

    addresses: tuple[str, ...]
    written: Mapping[str, Written]
    kept: Sequence[Kept | None] = ()


class _Freezer(Freezer):  # type: ignore[misc]
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


def _walk_share(work: _Work, addresses: tuple[str, ...]) -> _Share:
    """Raises PublishError."""
    freezer, kept = _Freezer(*work), []
    for page in _walk(freezer, addresses):
        made = freezer.root.made.pop(page.path, None)
        if work.pages and made is not None:
            kept.append(work.pages.keep(page.url, made))
    return _Share(addresses, freezer.root.written, kept)


def _walk(freezer: _Freezer, addresses: tuple[str, ...]) -> Iterator[Page]:
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


def _shared_out(work: _Work, files: Mapping[str, str], processes: int) -> Iterator[str]:
    """Each address once its file is written."""
    pages = work.pages
    # What is worked out for the first page of a kind, such as its compiled template, all processes then have.
    freezer, first = _Freezer(work.app, work.into, None), _one_of_each_folder(files.values())
    for page in _walk(freezer, tuple(first)):
        yield page.url
    if pages:
        pages.open(freezer.root.made.values())
    rest = (address for address in files.values() if address not in first)
    shares = iter(lambda: tuple(islice(rest, _SHARE)), ())
    with _workers(work, processes) as walk_each:
        frozen = walk_each(shares)
        if pages:
            pages.want(files.values())
        # By now the processes are forked, so threads may begin.
        work.into.note(freezer.root.written)
        for share in frozen:
            work.into.note(share.written)
            if pages:
                pages.note(share.kept)
            yield from share.addresses
    if pages:
        pages.save()


_work: _Work | None = None
"""What the forked processes inherit; an app cannot be sent to them."""


def _walk_inherited(addresses: tuple[str, ...]) -> _Share:
    assert _work is not None
    return _walk_share(_work, addresses)


@contextmanager
def _workers(work: _Work, processes: int) -> Iterator[Callable[[Iterator[tuple[str, ...]]], Iterator[_Share]]]:
    """A function that walks share by share, in this process or in as many as there are to be. Raises PublishError."""
    global _work
    tether = Tether()
    pool = _pool_of(processes, tether)
    if pool is None:
        tether.release()
        yield partial(map, partial(_walk_share, work))
        return
    _work = work
    try:
        yield partial(pool.map, _walk_inherited)
    except BrokenProcessPool:
        raise PublishError(
            "A process that freezes pages was ended, perhaps for want of memory. What was live still is; build again."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)
        tether.release()
        _work = None


def _pool_of(processes: int, tether: Tether) -> ProcessPoolExecutor | None:
    """None where one process is enough, or there is no shared memory for locks, as in some containers."""
    if processes == 1:
        return None
    with suppress(OSError, ImportError, NotImplementedError):
        fork = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(processes, mp_context=fork, initializer=tether.hold)
    return None


def _one_of_each_folder(addresses: Iterable[str]) -> dict[str, None]:
    """One for each first folder and depth, none of those at the root: most are the only ones of their kind."""
    found: dict[tuple[str, int], str] = {}
    for address in addresses:
        parts = address.split("/")
        if len(parts) > _PARTS_AT_ROOT:
            found.setdefault((parts[1], len(parts)), address)
    return dict.fromkeys(found.values())


def refuse_unwalked(app: Flask, files: Mapping[str, str], kept: Container[str] = ()) -> None:
    """Raise PublishError if the app has a page that no address leads to, or an address no page answers.

    Of the files in `kept` it is known that a page answers.
    """
    adapter = app.url_map.bind("localhost")
    for file, address in files.items():
        try:
            if file not in kept:
                adapter.match(address, "GET")
        except HTTPException:
            raise PublishError(f"{address} is to be published, but the site has no page there.") from None
    walked = set(files.values())
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.rule not in walked:
            raise PublishError(
                f"The site has a page at {rule.rule}, but it is not among the addresses to be published."
            )
