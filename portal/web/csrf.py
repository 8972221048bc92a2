"""The CSRF token of our forms: Flask-WTF's own, signed when a form is written out and not already when one comes in."""

from typing import Any

from flask import g, session
from flask_wtf import FlaskForm
from wtforms import ValidationError
from wtforms.csrf.core import CSRFTokenField

from portal.web.current import service


def visitors_token() -> str:
    """For all forms of this answer, the same one throughout a request."""
    if "csrf_token" not in g:
        g.csrf_token = service().tokens.token(session)
    return str(g.csrf_token)


class TokenField(CSRFTokenField):  # type: ignore[misc]
    @property
    def current_token(self) -> str:
        return visitors_token()

    def process(self, *args: Any, **kwargs: Any) -> None:
        # Not CSRFTokenField's, which makes the token here.
        super(CSRFTokenField, self).process(*args, **kwargs)


class LateCsrf(FlaskForm.Meta.csrf_class):  # type: ignore[misc]
    field_class = TokenField

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        if not service().tokens.fits(field.data or "", session):
            raise ValidationError("The CSRF token does not fit the visitor's session.")
