"""What one service has written out for its visitors and keeps: empty forms, and the pages of reports for a minute."""

from dataclasses import dataclass

from flask import Flask

from portal.acts.workplace import Workplace
from portal.intake.empty_form import EmptyForms
from portal.intake.kept_tracking import KeptTracking
from portal.web.kept_pages import LookOfPages

_KEY = "forthright.kept_pages"


@dataclass(frozen=True, slots=True)
class KeptPages:
    forms: EmptyForms
    tracking: KeptTracking


def keep_pages(app: Flask, workplace: Workplace) -> KeptPages:
    """From now on."""
    look = LookOfPages(workplace.settings)
    kept = app.extensions[_KEY] = KeptPages(EmptyForms(look), KeptTracking(look))
    return kept


def kept_pages_of(app: Flask) -> KeptPages:
    found: KeptPages = app.extensions[_KEY]
    return found
