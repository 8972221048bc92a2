"""What every form of the dynamic half has: the CSRF token, and a stamp that makes sending twice do a thing once.

A CSRF failure is an error like any other: the form comes back with what was typed.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, ValidationError

from portal.acts.timeline import tidy
from portal.languages.messages import N_, _, text_of
from portal.languages.speaking import catalog
from portal.notices.wording import one_line
from portal.reports.overtaking import Filling
from portal.web.csrf import LateCsrf
from portal.web.current import service, workplace
from portal.web.form_stamp import was_quick

LOST_COOKIE = N_(
    "We could not tell that this came from our own page: your browser did not send back our cookie, or the page was "
    "open for very long. Nothing is lost. Press the button once more."
)


def typed_text(text: str | None) -> str:
    """A filter of fields: what was typed, as it will be kept."""
    return tidy(text or "")


def typed_line(text: str | None) -> str:
    """The same for what fits into one line; marks that would turn the words around it are taken out."""
    return one_line(tidy(text or ""))


def checked(rule: Callable[[str], str], text: str) -> str:
    """What a rule (portal.web.report_rules) makes of a field, its ValueError told as WTForms wants to hear it."""
    try:
        return rule(text)
    except ValueError as error:
        raise ValidationError(str(error)) from None


class StampedForm(FlaskForm):  # type: ignore[misc]
    """`problems` holds the messages that belong to no field, after validation."""

    class Meta:
        csrf_class = LateCsrf

    stamp = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[str] = []
        self._before_me: tuple[str, int] | None = None
        self._read = service().stamps.read(self.stamp.data or "")
        if self._read is None:
            self.stamp.data = service().stamps.new(workplace().now())
        self._say_labels()

    def _say_labels(self) -> None:
        """Labels and hints are written down with the class, in English."""
        if catalog() is None:
            return
        for field in self:
            field.label.text, field.description = text_of(field.label.text), text_of(field.description)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        self._note_strangeness()
        return valid and not self.problems

    def is_ours(self) -> bool:
        """Whether it came from our own page, whatever was typed; if not, `problems` says so."""
        self.csrf_token.validate(self)
        self._note_strangeness()
        return not self.problems

    def _note_strangeness(self) -> None:
        if self.csrf_token.errors:
            self.csrf_token.errors = []
            self.problems.append(_(LOST_COOKIE))
        elif self._read is None:
            self.problems.append(_("This form was not made here, or it was made long ago. Press the button once more."))

    def filled_in_by(self, person: str, seen: int) -> None:
        """Whose form it is, and the last entry of the timeline that stood on their page."""
        self._before_me = (person, seen)

    @property
    def filling(self) -> str:
        """Which filling-in of the form this is; empty before a good stamp came back."""
        name = self._read[0] if self._read else ""
        return Filling(name, *self._before_me) if self._before_me else name

    @property
    def began_at(self) -> datetime:
        """When the form that came back was first shown, UTC; now for one without a good stamp."""
        return self._read[1] if self._read else workplace().now()

    def was_quick(self) -> bool:
        """Whether it came back faster than a person can read it."""
        return self._read is not None and was_quick(workplace(), self._read[1], workplace().now())
