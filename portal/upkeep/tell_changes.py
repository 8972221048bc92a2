"""Subscribers hear of what changed, once its pages are published: the words are those of the site's own history."""

from collections.abc import Iterator

from portal.acts.announce_changes import announce, tell_subscribers, unseen_state
from portal.acts.page_history import page_history
from portal.acts.workplace import Workplace
from portal.languages.speaking import speaking
from portal.library.page_news import PageNews
from portal.library.published import Published
from portal.site.page_histories import Change
from portal.site.public_site import PublicSite, alias_address, public_site
from portal.site.what_changed import WhatChanged


def tell_changes(workplace: Workplace) -> int:
    """Look at what changed where nobody has yet, and queue the mails; gives how many. Raises StoreUnavailable."""
    state = unseen_state(workplace)
    if state is not None:
        with speaking(workplace.library.site.languages[0]):
            news = tuple(_news(workplace))
        announce(workplace, state, news)
    return tell_subscribers(workplace)


def _news(workplace: Workplace) -> Iterator[PageNews]:
    view = public_site(workplace.release, Published(), workplace.now(), page_history(workplace)).live()
    found: dict[tuple[str, str], int] = {}
    for change in reversed(WhatChanged(view).changes):
        # A page that goes twice on one day goes by the same name.
        found[change.path, change.name] = times = found.get((change.path, change.name), 0) + 1
        yield _told(change, view, change.name if times == 1 else f"{change.name} {times}")


def _told(change: Change, view: PublicSite, name: str) -> PageNews:
    page = view.by_path.get(change.path)
    return PageNews(
        on=change.on,
        name=name,
        path=change.path,
        title=change.title,
        sentences=change.sentences,
        promises_less=change.is_weaker,
        history=change.address,
        permanent=change.permanent,
        is_there=page is not None,
        was_at=tuple(alias_address(alias) for alias in page.aliases) if page else (),
    )
