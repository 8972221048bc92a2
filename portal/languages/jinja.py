"""Our words in templates: `{{ _("Home") }}`, `{{ ngettext("%(num)s page", "%(num)s pages", n) }}`, `{% trans %}`."""

from functools import lru_cache
from typing import Any

from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from portal.languages import messages
from portal.languages.formatting import in_a_row
from portal.languages.isolating import ltr
from portal.languages.locales import direction, name_of_language, own_name
from portal.languages.speaking import language


def add_languages(environment: Environment) -> None:
    """Messages are trusted, so they may hold markup; values are escaped as the template escapes all others.

    Templates may also ask for `language()`, `direction(tag)`, `own_name(tag)` and `name_of_language(tag)`; `| ltr`
    keeps a number in its order.
    """
    environment.add_extension("jinja2.ext.i18n")
    # Jinja's own functions look each other up for every message, which takes three times as long.
    said: Any = {"_": _said, "gettext": _said, "ngettext": _counted, "pgettext": _said_in, "npgettext": _counted_in}
    environment.globals.update(said)
    compiling: Any = environment
    compiling.newstyle_gettext = True
    environment.filters |= {"ltr": ltr, "in_a_row": in_a_row}
    environment.globals.update(
        language=language, direction=direction, own_name=own_name, name_of_language=name_of_language
    )


@pass_eval_context
def _said(context: EvalContext, message: str, /, **values: object) -> str:
    return _filled(context, messages.text_of(message), values)


@pass_eval_context
def _counted(context: EvalContext, singular: str, plural: str, num: int, /, **values: object) -> str:
    return _filled(context, messages.form_of(singular, plural, num), {"num": num, **values})


@pass_eval_context
def _said_in(context: EvalContext, about: str, message: str, /, **values: object) -> str:
    return _filled(context, messages.text_in(about, message), values)


@pass_eval_context
def _counted_in(context: EvalContext, about: str, singular: str, plural: str, num: int, /, **values: object) -> str:
    return _filled(context, messages.form_in(about, singular, plural, num), {"num": num, **values})


def _filled(context: EvalContext, text: str, values: dict[str, object]) -> str:
    if not context.autoescape:
        return text % values if "%" in text else text
    return Markup(text) % values if values else _unchanging(text)  # noqa: S704 - messages are ours


@lru_cache(4_096)
def _unchanging(text: str) -> Markup:
    return Markup(text.replace("%%", "%"))  # noqa: S704 - messages are ours
