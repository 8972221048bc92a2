"""Every piece of advice on a site's content. None of it stops a build, and no build asks for it."""

from collections.abc import Iterable
from itertools import chain

from portal.library.advice.choices import advise_on_choices
from portal.library.advice.dates import advise_on_dates
from portal.library.advice.hedges import advise_on_hedges
from portal.library.advice.roster_promises import advise_on_roster
from portal.library.advice.silencing import silenced
from portal.library.advice.stated_times import advise_on_stated_times
from portal.library.advice.wording import advise_on_wording
from portal.library.problems import Problem, in_order
from portal.library.read_content import ReadContent

OF_LINKS = frozenset({"dead-link", "moved-link"})


def advice_on(content: ReadContent, of_links: Iterable[Problem] | None = None) -> tuple[Problem, ...]:
    """In the order of the files, less what is silenced. `of_links` is what looking up links to other sites has found;
    None: nobody looked.
    """
    found = chain(
        advise_on_wording(content),
        advise_on_hedges(content),
        advise_on_stated_times(content),
        advise_on_choices(content),
        advise_on_dates(content),
        advise_on_roster(content),
        of_links or (),
    )
    return in_order(silenced(found, content, OF_LINKS if of_links is None else frozenset()))
