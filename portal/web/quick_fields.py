"""WTForms' fields written as HTML in a fraction of the time, and not a character different.

WTForms formats each attribute through markupsafe's safe `format`, which takes most of a form's time. This module can be
deleted: the pages stay as they are.
"""

from markupsafe import Markup, escape
from wtforms.widgets import core


def write_fields_quickly() -> None:
    """From now on, for every form of this process."""
    core.html_params = attributes
    core.Input.html_params = staticmethod(attributes)


def attributes(**values: object) -> Markup:
    """What `wtforms.widgets.html_params` gives: sorted by name, `True` as the bare name, `False` not at all."""
    written = []
    for name, value in sorted(values.items()):
        key = core.clean_key(name)
        if value is True:
            written.append(str(escape(key)))
        elif value is not False:
            written.append(f'{escape(key)}="{_quoted(value)}"')
    return Markup(" ".join(written))  # noqa: S704 – every name and value in it is escaped above


def _quoted(value: object) -> str:
    """Markup keeps its entities and tags; only what would end the attribute is replaced in it."""
    return str(escape(value)).replace('"', "&quot;")
