"""How to tell us of a weakness of the site: /.well-known/security.txt, RFC 9116."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from portal import paths
from portal.library.site_file import Security
from portal.library.ways_to_us import contact_address, is_secure_address, public_page
from portal.site.public_site import PublicSite


def security_txt(view: PublicSite, security: Security) -> str:
    """The whole file, a field a line, ended by CRLF as RFC 9116 §2.2 allows and older readers want."""
    return "".join(f"{name}: {value}\r\n" for name, value in _fields(view, security))


def _fields(view: PublicSite, security: Security) -> Iterator[tuple[str, str]]:
    public = view.site.base_url.rstrip("/")
    for contact in security.contact:
        if address := contact_address(contact):
            yield "Contact", address
    # It can be relied on for the whole of that day.
    end = datetime.combine(security.expires + timedelta(days=1), time(), view.zone)
    yield "Expires", f"{end.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    # Pages in another language do not say that somebody reads reports in it.
    yield "Preferred-Languages", view.site.languages[0]
    if public.startswith("https://"):
        yield "Canonical", public + paths.SECURITY_TXT
    if is_secure_address(security.policy):
        yield "Policy", security.policy
    elif page := next((page for page in view.pages.all() if page.source == public_page(security.policy)), None):
        yield "Policy", public + page.path
