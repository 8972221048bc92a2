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
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from flask import Flask, Request
from flask_frozen import Freezer, FrozenFlaskWarning, MissingURLGeneratorWarning
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from portal.errors import PublishError
from portal.publishing.files import file_of, staged_name
from portal.publishing.page_client import SERVER, PageClient
from portal.publishing.tether import Tether

Watch = Callable[[Iterator[str], int], Iterator[str]]
"""Sees each address as it is frozen, and how many there are; passes every one on."""

_SHARE = 100
_WORTH_SHARING = 3 * _SHARE
_PARTS_AT_ROOT = 3
"""Of `/page/`, split at its slashes."""


def unwatched(addresses: Iterator[str], total: int) -> Iterator[str]:
    return addresses


def freeze(
    app: Flask, files: Mapping[str, str], into: Path, watch: Watch = unwatched, processes: int | None = None
) -> None:
    """Write each of `files` (file → address, portal.publishing.files) to `into`, under its staged name.

    The app is used for freezing from here on: its errors are no longer turned into pages. Raises PublishError naming
    the address that failed and why. `processes` is how many share the work; as many as fit where it is not given.
    """
    root = into.resolve()
    _refuse_outside(root, files)
    app.config.update(
        PROPAGATE_EXCEPTIONS=True,
        FREEZER_DESTINATION=str(root),
        FREEZER_REMOVE_EXTRA_FILES=False,
        FREEZER_REDIRECT_POLICY="error",
    )
    app.test_client_class = PageClient
    _leave_out_what_is_the_same_for_all(app)
    addresses = tuple(files.values())
    processes = processes or _processes_for(len(addresses))
    frozen = _shared_out(app, addresses, processes) if processes > 1 else _walk(app, addresses)
    for _ in watch(frozen, len(addresses)):
        pass


def _refuse_outside(root: Path, files: Mapping[str, str]) -> None:
    """Raise PublishError for a file whose name or a symbolic link below `root` leads elsewhere."""
    linked = any(
        os.path.islink(os.path.join(at, name)) for at, dirs, names in os.walk(root) for name in (*dirs, *names)
    )
    true_path = os.path.realpath if linked else os.path.normpath
    for file, address in files.items():
        if not true_path(os.path.join(root, staged_name(file))).startswith(f"{root}{os.sep}"):
            raise PublishError(f"{address} would be written outside the site.")


def _processes_for(addresses: int) -> int:
    """Forked processes have the app already; where there is no fork, or a thread holds who knows what, there is one."""
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return min(os.cpu_count() or 1, 8) if can_fork and addresses >= _WORTH_SHARING else 1


def _leave_out_what_is_the_same_for_all(app: Flask) -> None:
    """Flask asks of every request on which host it is, and of each function whether it is a coroutine."""

    def adapter(request: Request | None) -> MapAdapter:
        return app.url_map.bind(SERVER, path_info=request.path if request else None)

    def as_it_is(func: Callable[..., Any]) -> Callable[..., Any]:
        return func

    app.create_url_adapter = adapter  # type: ignore[method-assign]
    app.ensure_sync = as_it_is  # type: ignore[method-assign]


class _Freezer(Freezer):  # type: ignore[misc]
    """Lays the files beside each other, under their staged names."""

    @cached_property
    def root(self) -> Path:
        """Asked for several times for each page."""
        return Path(self.app.config["FREEZER_DESTINATION"])

    def urlpath_to_filepath(self, path: str) -> str:
        return staged_name(file_of(path))


def _walk(app: Flask, addresses: Sequence[str]) -> Iterator[str]:
    """Each address once its file is written. Raises PublishError."""
    freezer = _Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
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
            for page in freezer.freeze_yield():
                yield page.url
        except PublishError:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise PublishError(
                f"{at_work or 'The site'} could not be frozen ({reason}). What was live still is. "
                "If the page uses a template of your own, look there first."
            ) from error


_app_to_freeze: Flask | None = None
"""What the forked processes inherit; an app cannot be sent to them."""


def _shared_out(app: Flask, addresses: Sequence[str], processes: int) -> Iterator[str]:
    global _app_to_freeze
    _app_to_freeze = app
    # What is worked out for the first page of a kind, such as its compiled template, all processes then have.
    first = _one_of_each_folder(addresses)
    yield from _walk(app, tuple(first))
    rest = (address for address in addresses if address not in first)
    shares = iter(lambda: tuple(islice(rest, _SHARE)), ())
    tether = Tether()
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(processes, mp_context=fork, initializer=tether.hold)
    try:
        for share in pool.map(_walk_share, shares):
            yield from share
    except BrokenProcessPool:
        raise PublishError(
            "A process that freezes pages was ended, perhaps for want of memory. What was live still is; build again."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)
        tether.release()
        _app_to_freeze = None


def _one_of_each_folder(addresses: Iterable[str]) -> dict[str, None]:
    """One for each first folder and depth, none of those at the root: most are the only ones of their kind."""
    found: dict[tuple[str, int], str] = {}
    for address in addresses:
        parts = address.split("/")
        if len(parts) > _PARTS_AT_ROOT:
            found.setdefault((parts[1], len(parts)), address)
    return dict.fromkeys(found.values())


def _walk_share(addresses: tuple[str, ...]) -> tuple[str, ...]:
    assert _app_to_freeze is not None
    return tuple(_walk(_app_to_freeze, addresses))


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
