"""Addresses that no page of content and no old address can have, because something of ours is there."""

from portal import paths

_MAKE_THEMSELVES = {
    path.rstrip("/")
    for path in (
        paths.HOW_WE_HANDLE,
        paths.SCORECARD,
        paths.SCORECARD_CSV,
        paths.SCORECARD_JSON,
        paths.COMMITMENTS_JSON,
        paths.COMMITMENTS_SCHEMA,
        paths.SEARCH,
        paths.NOT_FOUND,
        paths.TOO_LARGE,
        paths.AWAY,
        paths.SITEMAP,
        paths.ROBOTS,
    )
}
_LISTS = (paths.COMMITMENTS, paths.LIMITATIONS, paths.TOPICS, paths.POLICIES)
_BELOW = (
    *(f"{root}/" for root in paths.SERVICE_ROOTS),
    paths.STATIC,
    paths.SEARCH_INDEX,
    paths.WHAT_CHANGED,
    paths.OPENING_HOURS,
)


def reserved_address(address: str) -> str:
    """What has the address already, in words; empty if it is free for a page or an alias."""
    with_slash = address.rstrip("/") + "/"
    # Thousands of pages have addresses of their own, and are asked about in each build.
    if not with_slash.startswith(_BELOW) and with_slash not in _LISTS and not paths.PERMANENT.search(with_slash):
        return "a page that makes itself" if with_slash.rstrip("/") in _MAKE_THEMSELVES else ""
    if paths.belongs_to_service(with_slash.rstrip("/")):
        return "the form, the tracking pages or the desk"
    if with_slash.startswith(paths.STATIC):
        return "style sheets and pictures of the portal"
    if with_slash.startswith(paths.SEARCH_INDEX):
        return "the search"
    if with_slash.startswith(paths.WHAT_CHANGED) or paths.PERMANENT.search(with_slash):
        return "what pages said before"
    if with_slash.startswith(paths.OPENING_HOURS) and with_slash.endswith(".ics/"):
        return "the hours of a calendar"
    return f"the list of {with_slash.strip('/')}" if with_slash in _LISTS else ""
