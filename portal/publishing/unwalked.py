"""Whether the pages of an app and the addresses to be published are the same."""

from collections.abc import Container, Mapping

from flask import Flask
from werkzeug.exceptions import HTTPException

from portal.errors import PublishError


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
