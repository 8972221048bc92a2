"""Freezing: an app and its addresses become files in a staging folder.

Frozen-Flask walks exactly the addresses that it is given (portal.publishing.walking). Many are shared out among
processes, each of which walks its own.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice

from flask import Flask

from portal.errors import PublishError
from portal.publishing.frozen_pages import FrozenPages
from portal.publishing.page_client import answer_quickly
from portal.publishing.staging import Staging
from portal.publishing.tether import Tether
from portal.publishing.walking import StagingFreezer, Walked, Work, walk, walk_share

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
    work = Work(app, into, pages if len(files) >= MANY else None)
    for _ in watch(_shared_out(work, files, processes or _processes_for(len(files))), len(files)):
        pass


def _processes_for(addresses: int) -> int:
    """Forked processes have the app already; where there is no fork, or a thread holds who knows what, there is one."""
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return min(os.cpu_count() or 1, 8) if can_fork and addresses >= MANY else 1


def _shared_out(work: Work, files: Mapping[str, str], processes: int) -> Iterator[str]:
    """Each address once its file is written."""
    pages = work.pages
    # What is worked out for the first page of a kind, such as its compiled template, all processes then have.
    freezer, first = StagingFreezer(work.app, work.into, None), _one_of_each_folder(files.values())
    for page in walk(freezer, tuple(first)):
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


_work: Work | None = None
"""What the forked processes inherit; an app cannot be sent to them."""


def _walk_inherited(addresses: tuple[str, ...]) -> Walked:
    assert _work is not None
    return walk_share(_work, addresses)


@contextmanager
def _workers(work: Work, processes: int) -> Iterator[Callable[[Iterator[tuple[str, ...]]], Iterator[Walked]]]:
    """A function that walks share by share, in this process or in as many as there are to be. Raises PublishError."""
    global _work
    tether = Tether()
    pool = _pool_of(processes, tether)
    if pool is None:
        tether.release()
        yield partial(map, partial(walk_share, work))
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
