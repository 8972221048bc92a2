"""Everything that is wrong with a site's own templates: of readers' pages, of customers' pages, and of mails."""

import re
from collections.abc import Iterator
from datetime import datetime

from portal.library.library import Library
from portal.library.problems import Problem, in_order
from portal.library.release import Release, release_of
from portal.publishing.own_templates import NOTICES, own_template_problems, own_templates
from portal.settings import Settings
from portal.site_app import site_to_freeze

# What begins so is shown on customers' pages.
_OF_CUSTOMERS = ("intake/", "parts/", "base.html", "problem.html")
_OF_MAIL = re.compile(r"templates/(\S+) cannot be used: (.*?)(?:\.? \((?:.*?)(?::(\d+))?\))\. (.*)", re.DOTALL)


def all_own_template_problems(settings: Settings, library: Library, at: datetime) -> tuple[Problem, ...]:
    """() where there are none. `at` is in UTC."""
    release = release_of(library, at)
    of_site = own_template_problems(settings, site_to_freeze(settings), release, at)
    # A template that cannot even be read is told of once.
    unreadable = any(problem.severity == "problem" and "cannot be read" in problem.what for problem in of_site)
    return in_order(of_site if unreadable else (*of_site, *service_template_problems(settings, release, at)))


def service_template_problems(settings: Settings, release: Release, at: datetime) -> tuple[Problem, ...]:
    """Those of customers' pages and of mails."""
    return in_order((*_of_customers(settings, release, at), *_of_mails(settings)))


def _of_customers(settings: Settings, release: Release, at: datetime) -> Iterator[Problem]:
    if any(name.startswith(_OF_CUSTOMERS) for name in own_templates(settings)):
        # The service takes longer to load than the pages of readers need to be tried.
        from portal.upkeep.own_customer_templates import customer_template_problems

        yield from customer_template_problems(settings, release, at)


def _of_mails(settings: Settings) -> Iterator[Problem]:
    if any(name.startswith(NOTICES) for name in own_templates(settings)):
        from portal.notices.samples import template_problems

        for told in template_problems(settings.template_dirs):
            found = _OF_MAIL.fullmatch(told)
            name, what, line, remedy = found.groups() if found else ("notices", told, None, "Correct it, or remove it.")
            yield Problem(f"templates/{name}", int(line or 1), 1, f"This mail cannot be made: {what}.", remedy)
