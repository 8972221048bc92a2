"""What the preview shows in place of a page that cannot be made, without any template that could be broken itself."""

from collections.abc import Sequence

from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.library.problems import Problem

PROBLEMS = "/_problems/"

_PAGE = Markup(
    "<!doctype html>\n"
    '<html lang="en">\n'
    '<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n'
    "<title>{title}</title>\n"
    "<style>\n"
    ":root {{ color-scheme: light dark }}\n"
    "body {{ font: 1.125rem/1.5 sans-serif; max-width: 66ch; margin: 2rem auto; padding: 0 1rem }}\n"
    "h1 {{ font-family: serif }}\n"
    "li {{ margin-bottom: 1rem }}\n"
    "code {{ overflow-wrap: anywhere }}\n"
    "</style>\n"
    "<h1>{title}</h1>\n"
    "{body}\n"
    '<p>Save the file and load this page again. <a href="/">To the home page</a>.</p>\n'
    "</html>\n"
)
_ITEM = Markup("<li><code>{place}</code><br>{what} <strong>{remedy}</strong></li>\n")
_STRIP = Markup('<p role="status"><strong><a href="{address}">{title}</a></strong> Shown is what was last correct.</p>')


def problem_page(problems: Sequence[Problem], message: str = "") -> Response:
    """Every problem with its place and remedy, or `message`. Status 500 unless there is nothing to tell."""
    if problems:
        items = Markup().join(
            _ITEM.format(place=f"{p.path}:{p.line}:{p.column}", what=p.what, remedy=p.remedy) for p in problems
        )
        body = Markup("<ol>\n{}</ol>").format(items)
        return _response(_title(problems), body, 500)
    if message:
        return _response("This page cannot be shown", Markup("<p>{}</p>").format(message), 500)
    return _response("The content has no problems", Markup(), 200)


def problem_strip(problems: Sequence[Problem]) -> Markup:
    return _STRIP.format(address=PROBLEMS, title=f"{_title(problems)}.")


def _response(title: str, body: Markup, status: int) -> Response:
    return Response(_PAGE.format(title=title, body=body), status, mimetype="text/html")


def _title(problems: Sequence[Problem]) -> str:
    return "1 problem in the content" if len(problems) == 1 else f"{len(problems)} problems in the content"
