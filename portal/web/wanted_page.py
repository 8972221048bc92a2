"""The page that somebody wanted before they had to sign in. Only a page of the desk: nobody is sent elsewhere by it.

OWASP ASVS 5.0 §3.7, "open redirects".
"""

import re

from portal import paths

MAX_CHARACTERS = 500
_BELOW_DESK = re.compile(rf"{re.escape(paths.DESK)}/[A-Za-z0-9._~%/?&=+-]*")
_NO_PAGES = (paths.DESK_SIGN_IN, paths.DESK_SIGN_OUT, paths.DESK_PROVIDER)


def wanted_page(text: str | None) -> str:
    """`text` if it is the path of a page of the desk, with its query; else the first page of the desk."""
    if not text or len(text) > MAX_CHARACTERS or not _BELOW_DESK.fullmatch(text) or text.startswith(_NO_PAGES):
        return paths.DESK_REPORTS
    path = text.partition("?")[0]
    return paths.DESK_REPORTS if "//" in path or ".." in path else text
