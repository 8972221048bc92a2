"""Freezing: an app and its addresses become files in a staging folder.

Frozen-Flask walks exactly the addresses that it is given, and each of its warnings stops the run.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flask import Flask
from flask_frozen import Freezer, FrozenFlaskWarning, MissingURLGeneratorWarning

from portal.errors import PublishError

Watch = Callable[[Iterator[str], int], Iterator[str]]
"""Sees each address as it is frozen, and how many there are; passes every one on."""


def unwatched(addresses: Iterator[str], total: int) -> Iterator[str]:
    return addresses


def freeze(app: Flask, files: Mapping[str, str], into: Path, watch: Watch = unwatched) -> None:
    """Write each of `files` (file → address, portal.publishing.files) below `into`.

    The app is used for freezing from here on: its errors are no longer turned into pages. Raises PublishError naming
    the address that failed and why.
    """
    root = into.resolve()
    app.config.update(
        PROPAGATE_EXCEPTIONS=True,
        FREEZER_DESTINATION=str(root),
        FREEZER_REMOVE_EXTRA_FILES=False,
        FREEZER_REDIRECT_POLICY="error",
    )
    freezer = Freezer(app, with_static_files=False, with_no_argument_rules=False, log_url_for=False)
    at_work = ""

    def addresses() -> Iterator[str]:
        nonlocal at_work
        for file, address in files.items():
            if not (root / file).resolve().is_relative_to(root):
                raise PublishError(f"{address} would be written outside the site.")
            at_work = address
            yield address

    freezer.register_generator(addresses)
    with warnings.catch_warnings():
        warnings.simplefilter("error", FrozenFlaskWarning)
        # It counts endpoints, and we name addresses; refuse_unwalked answers the same question for a whole site.
        warnings.simplefilter("ignore", MissingURLGeneratorWarning)
        try:
            for _ in watch((page.url for page in freezer.freeze_yield()), len(files)):
                pass
        except PublishError:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            raise PublishError(
                f"{at_work or 'The site'} could not be frozen ({reason}). What was live still is. "
                "If the page uses a template of your own, look there first."
            ) from error


def refuse_unwalked(app: Flask, files: Mapping[str, str]) -> None:
    """Raise PublishError if the app has a page that no address leads to, or an address no page answers."""
    adapter = app.url_map.bind("localhost")
    walked = set()
    for address in files.values():
        if not adapter.test(address, "GET"):
            raise PublishError(f"{address} is to be published, but the site has no page there.")
        walked.add(adapter.match(address, "GET")[0])
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.endpoint not in walked:
            raise PublishError(
                f"The site has a page at {rule.rule}, but it is not among the addresses to be published."
            )
