"""What is wrong with a template, as a problem with its place and remedy, from whatever it raised."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from jinja2 import TemplateNotFound, TemplateRuntimeError, TemplateSyntaxError, UndefinedError

from portal.library.problems import Problem
from portal.library.suggestions import nearest
from portal.settings import Settings
from portal.site.template_loading import OURS
from portal.site.template_values import VALUES

_UNDEFINED = re.compile(r"'([^']+)' is undefined")
_ATTRIBUTE = re.compile(r"has no attribute '([^']+)'")
_WHERE_TO_LOOK = "docs/make-it-yours.md lists what templates may use."
_BACK = "Correct the line, or remove the file to have ours back."


def problem_of_template(error: BaseException, settings: Settings, template: str = "") -> Problem:
    """The problem at the line of the site's own template that raised `error`, or of ours where none of its own took
    part; `template` is the one that was to be shown, for an error that names no line.
    """
    own, ours = settings.template_dirs[0], settings.template_dirs[-1]
    lines = list(_lines_of(error))
    for folder in (own, ours):
        for file, line in reversed(lines):
            if file.is_relative_to(folder):
                return Problem(_source(file, settings), line, 1, *_words(error))
    file = own / template if (own / template).is_file() else ours / template
    return Problem(_source(file, settings), 1, 1, *_words(error))


def _lines_of(error: BaseException) -> Iterator[tuple[Path, int]]:
    """Each file with the line that took part, outermost first; Jinja puts templates into its traceback."""
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        yield Path(trace.tb_frame.f_code.co_filename), trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, TemplateSyntaxError) and error.filename:
        yield Path(error.filename), error.lineno


def _words(error: BaseException) -> tuple[str, str]:
    said = (str(error) or type(error).__name__).rstrip(".")
    if isinstance(error, RecursionError):
        return "The template goes round in a circle.", f"To build on ours of the same name, extend `{OURS}…`."
    if isinstance(error, TemplateSyntaxError):
        return f"This cannot be read as a template: {(error.message or said).rstrip('.')}.", _BACK
    if isinstance(error, TemplateNotFound):
        return f"There is no template `{error.name}`.", f"Correct the name; ours begin with `{OURS}`."
    if isinstance(error, UndefinedError):
        return _undefined(said)
    if isinstance(error, TemplateRuntimeError):
        return f"The template stops here: {said}.", _BACK
    if isinstance(error, FileNotFoundError):
        return f"There is no file `{said}` in `static`.", "Correct the name, or lay the file there."
    return f"The template stops here: {type(error).__name__}: {said}.", _BACK


def _undefined(said: str) -> tuple[str, str]:
    if found := _UNDEFINED.search(said):
        near = nearest(found[1], VALUES)
        remedy = f"Did you mean `{near}`? {_WHERE_TO_LOOK}" if near else _WHERE_TO_LOOK
        return f"There is no `{found[1]}` on this page.", remedy
    if found := _ATTRIBUTE.search(said):
        return f"`{found[1]}` is nothing that this value has.", _WHERE_TO_LOOK
    return f"The template stops here: {said}.", _WHERE_TO_LOOK


def _source(file: Path, settings: Settings) -> str:
    """From the site folder; `templates/…` for ours too, wherever they are installed."""
    for folder in settings.template_dirs:
        if file.is_relative_to(folder):
            return f"templates/{file.relative_to(folder).as_posix()}"
    return file.name
