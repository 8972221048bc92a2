"""Before each request the release in force is looked up; while the store is away, the last one known stands."""

import logging

from flask import Flask, request

from portal import paths
from portal.acts.workplace import Workplace
from portal.errors import StoreUnavailable
from portal.web.looked_up import is_release_known

logger = logging.getLogger(__name__)


def keep_release_current(app: Flask, workplace: Workplace) -> None:
    @app.before_request
    def refresh() -> None:
        if request.path.startswith(paths.STATIC) or is_release_known(request.environ):
            return
        look_it_up(workplace)


def look_it_up(workplace: Workplace) -> bool:
    """Take up the release in force. Whether the store answered; the log says where it did not."""
    try:
        workplace.in_force.refresh(workplace.now())
    except StoreUnavailable as error:
        logger.warning("the release in force could not be looked up: %s", error)
        return False
    return True
