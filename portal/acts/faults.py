"""One item at fault must not keep the others, or the mails, back: it is logged, and the next one has its turn."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from portal.errors import SchemaMismatch, StoreUnavailable


@contextmanager
def faults_logged(logger: logging.Logger, message: str, *values: object) -> Iterator[None]:
    """Log what fails inside, with `message` and its %-values, and go on behind it.

    Raises StoreUnavailable and SchemaMismatch: without the database nothing else can be done either.
    """
    try:
        yield
    except (StoreUnavailable, SchemaMismatch):
        raise
    except Exception:
        logger.exception(message, *values)
