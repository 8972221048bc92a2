"""A message and its context become the words of a mail. Templates of the site's own folder win over ours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    select_autoescape,
)
from markupsafe import Markup

from portal.errors import SettingsError
from portal.languages.jinja import add_languages
from portal.languages.speaking import speaking
from portal.notices.context import Context
from portal.notices.messages import MESSAGES
from portal.notices.wording import (
    addressed_to,
    as_sentence,
    at_team,
    attachment_words,
    cleaned,
    count_words,
    cut,
    day_words,
    how_to_reach,
    name_for_greeting,
    one_line,
    paragraphs,
    quoted,
    time_words,
    wrapped,
)

PROSE = frozenset(
    {"words", "tried", "came_of_it", "next_step", "asked", "reason", "instead", "must_know", "costs", "saves"}
)
NAMES_TYPED_BY_CUSTOMERS = frozenset({"recipient_name", "customer"})
FILES = ("subject.txt", "body.txt", "body.html")

_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail's words: the subject is one line, `text` is wrapped plain text, `html` a whole document."""

    subject: str
    text: str
    html: str


def render(message: str, context: Context, template_dirs: Sequence[Path]) -> Rendered:
    """Put `message` (a key of MESSAGES) into words.

    Raises ValueError if the context is another message's, SettingsError naming the template that cannot be used.
    """
    with speaking(context.language):
        values = _values(message, context)
        subject, text, html = (_filled_in(f"notices/{message}/{file}", values, tuple(template_dirs)) for file in FILES)
    return Rendered(one_line(subject), wrapped(_BLANK_LINES.sub("\n\n", text).strip()) + "\n", html.strip() + "\n")


def render_part(message: str, context: Context, template_dirs: Sequence[Path]) -> tuple[str, Markup]:
    """What the message says, as text and as HTML, to stand in a mail with others: no greeting, link or footer.

    A template of the site's own that is a whole document gives its text in both. Raises as `render` does.
    """
    with speaking(context.language):
        values = _values(message, context) | {"is_part": True, "recipient_name": ""}
        text, html = (_filled_in(f"notices/{message}/{file}", values, tuple(template_dirs)) for file in FILES[1:])
        text = _BLANK_LINES.sub("\n\n", text).strip()
        return text, paragraphs(text) if "<html" in html.lower() else Markup(html.strip())  # noqa: S704 - from our templates


def _values(message: str, context: Context) -> dict[str, Any]:
    expected = MESSAGES.get(message)
    if expected is None or not isinstance(context, expected):
        raise ValueError(f"{message!r} is no message that {type(context).__name__} belongs to")
    return {field.name: _readable(field.name, getattr(context, field.name)) for field in fields(context)}


def _readable(name: str, value: Any) -> Any:
    """What a person wrote, fit to be put into a mail: free text is cut, everything else is one line."""
    if not isinstance(value, str):
        return value
    if name in NAMES_TYPED_BY_CUSTOMERS:
        return name_for_greeting(value)
    return cut(cleaned(value)) if name in PROSE else one_line(value)


def _filled_in(template: str, values: dict[str, Any], template_dirs: tuple[Path, ...]) -> str:
    try:
        return _environment(template_dirs).get_template(template).render(values)
    except TemplateError as error:
        where = f"{error.filename or error.name}:{error.lineno}" if isinstance(error, TemplateSyntaxError) else template
        raise SettingsError(
            f"templates/{template} cannot be used: {error} ({where}). "
            "Correct it, or remove it from the site's templates folder to have the one that comes with Forthright."
        ) from error


@lru_cache(maxsize=8)
def _environment(template_dirs: tuple[Path, ...]) -> Environment:
    environment = Environment(
        loader=ChoiceLoader(
            [
                # Ours once more, for those of a site to extend.
                PrefixLoader({"ours": FileSystemLoader(template_dirs[-1])}),
                FileSystemLoader(template_dirs),
            ]
        ),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    add_languages(environment)
    environment.filters |= {
        "addressed_to": addressed_to,
        "as_sentence": as_sentence,
        "quoted": quoted,
        "paragraphs": paragraphs,
        "time_words": time_words,
        "day_words": day_words,
        "at_team": at_team,
        "how_to_reach": how_to_reach,
        "attachment_words": attachment_words,
        "count_words": count_words,
    }
    return environment
