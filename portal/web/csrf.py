"""The CSRF token of our forms: Flask-WTF's own, signed when a form is written out and not already when one comes in."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms.csrf.core import CSRFTokenField


class TokenField(CSRFTokenField):  # type: ignore[misc]
    @property
    def current_token(self) -> str:
        """The same one throughout a request."""
        return str(self.csrf_impl.generate_csrf_token(self))

    def process(self, *args: Any, **kwargs: Any) -> None:
        # Not CSRFTokenField's, which makes the token here.
        super(CSRFTokenField, self).process(*args, **kwargs)


class LateCsrf(FlaskForm.Meta.csrf_class):  # type: ignore[misc]
    field_class = TokenField
