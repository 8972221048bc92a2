"""What one service has written out for its visitors and keeps: empty forms, and the pages of reports for a minute."""

from dataclasses import dataclass

from flask import Flask

from portal.acts.workplace import Workplace
from portal.intake.asked_forms import AskedForms
from portal.intake.empty_form import EmptyForms
from portal.intake.kept_tracking import KeptTracking
from portal.intake.known_links import KnownLinks
from portal.web.kept_pages import LookOfPages
from portal.web.lately import Lately

_KEY = "forthright.kept_pages"


@dataclass(frozen=True, slots=True)
class KeptPages:
    lately: Lately
    forms: EmptyForms
    asked_forms: AskedForms
    tracking: KeptTracking
    links: KnownLinks


def keep_pages(app: Flask, workplace: Workplace) -> KeptPages:
    """From now on."""
    look = LookOfPages(workplace.settings)
    kept = app.extensions[_KEY] = KeptPages(
        Lately(workplace, look), EmptyForms(look), AskedForms(), KeptTracking(look), KnownLinks(workplace)
    )
    return kept


def kept_pages_of(app: Flask) -> KeptPages:
    found: KeptPages = app.extensions[_KEY]
    return found
