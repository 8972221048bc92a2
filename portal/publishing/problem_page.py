"""What the preview shows of problems: in place of a page, in a bar below every other, and all together.

Written without templates: those may be what is wrong.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from portal.library.counted import counted
from portal.library.pages import Page
from portal.library.problems import Problem

OVERVIEW = "/_preview/"
STYLE = f"{OVERVIEW}preview.css"
SCRIPT = f"{OVERVIEW}preview.js"

_PAGE = Markup(
    "<!doctype html>\n"
    '<html lang="en" class="preview-problems">\n'
    "<head>\n"
    '<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>{title}</title>\n"
    '<link rel="icon" href="data:,">\n'
    '<link rel="stylesheet" href="{style}">\n'
    "</head>\n"
    "<body>\n"
    "<main>\n"
    "<h1>{title}</h1>\n"
    "{body}\n"
    "<p>{next}</p>\n"
    "</main>\n"
    "</body>\n"
    "</html>\n"
)
_FILE = Markup('<section id="{anchor}">\n{heading}<ol>\n{items}</ol>\n</section>\n')
_ITEM = Markup("<li>\n<p><code>{place}</code>{kind}</p>\n{excerpt}<p>{what} <strong>{remedy}</strong></p>\n</li>\n")
_EXCERPT = Markup('<pre><code>{line}</code>\n<span aria-hidden="true">{space}<b>^</b></span></pre>\n')
_CODE = re.compile(r"`([^`]+)`")
_LONGEST_LINE = 160
_NAMED_IN_BAR = 3


def problem_page(problems: Sequence[Problem], site_dir: Path) -> Markup:
    """In place of a page: everything that is wrong with its file, with the lines where it stands."""
    after = Markup('Correct the file and save it, and the page is back. <a href="/">To the home page</a>.')
    return _PAGE.format(title=_title(problems), body=_files(problems, site_dir), next=after, style=STYLE)


def overview_page(problems: Sequence[Problem], hidden: Mapping[str, tuple[Page, str]], site_dir: Path) -> Markup:
    """All that the preview knows: problems, warnings, and the pages that readers do not see, each with the reason."""
    wrong = [problem for problem in problems if problem.severity == "problem"]
    warnings = [problem for problem in problems if problem.severity == "warning"]
    parts = [_files(wrong, site_dir)]
    if warnings:
        parts.append(Markup("<h2>{}</h2>\n").format(counted(len(warnings), "warning")) + _files(warnings, site_dir))
    if hidden:
        line = Markup('<li><a href="{}">{}</a><br>{}</li>\n')
        items = Markup().join(line.format(address, page.title, why) for address, (page, why) in hidden.items())
        parts.append(Markup("<h2>Readers do not see these</h2>\n<ul>\n{}</ul>\n").format(items))
    after = Markup('<a href="/">To the home page</a>')
    return _PAGE.format(title=_title(wrong), body=Markup().join(parts), next=after, style=STYLE)


def bar(problems: Sequence[Problem], why_hidden: str = "") -> Markup:
    """Below a page: what is wrong elsewhere, and why readers do not see the page; empty if there is nothing to say."""
    said = [Markup.escape(why_hidden)] if why_hidden else []
    if problems:
        files = sorted({problem.path for problem in problems})
        link = Markup('<a href="{}#{}">{}</a>')
        named = Markup(", ").join(link.format(OVERVIEW, _anchor(path), path) for path in files[:_NAMED_IN_BAR])
        more = f" and {len(files) - _NAMED_IN_BAR} more" if len(files) > _NAMED_IN_BAR else ""
        counts = f"{counted(len(problems), 'problem')} in {counted(len(files), 'file')}"
        said.append(Markup("{}: {}{}. Their pages are shown as they last were.").format(counts, named, more))
    lines = Markup().join(Markup("<p>{}</p>\n").format(line) for line in said)
    return Markup('<aside class="preview-bar" aria-label="Preview">\n{}</aside>\n').format(lines) if said else Markup()


def _files(problems: Sequence[Problem], site_dir: Path) -> Markup:
    by_file = {path: tuple(each) for path, each in groupby(sorted(problems), key=lambda problem: problem.path)}
    parts = []
    for path, of_file in by_file.items():
        lines = _lines_of(site_dir / path)
        items = Markup().join(_item(problem, lines) for problem in of_file)
        heading = Markup("<h2><code>{}</code></h2>\n").format(path) if len(by_file) > 1 else Markup()
        parts.append(_FILE.format(anchor=_anchor(path), heading=heading, items=items))
    return Markup().join(parts)


def _item(problem: Problem, lines: Sequence[str]) -> Markup:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    kind = " (warning)" if problem.severity == "warning" else ""
    excerpt = Markup()
    if problem.line <= len(lines) and lines[problem.line - 1].strip():
        line, column = lines[problem.line - 1].replace("\t", " "), problem.column - 1
        begin = max(0, column - _LONGEST_LINE // 2) if len(line) > _LONGEST_LINE else 0
        space = " " * (column - begin)
        excerpt = _EXCERPT.format(line=line[begin : begin + _LONGEST_LINE], space=space)
    what, remedy = _with_code(problem.what), _with_code(problem.remedy)
    return _ITEM.format(place=place, kind=kind, excerpt=excerpt, what=what, remedy=remedy)


def _with_code(sentence: str) -> Markup:
    """What stands between backticks is shown as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(Markup.escape(sentence))))  # noqa: S704 - escaped just before


def _lines_of(file: Path) -> Sequence[str]:
    try:
        return file.read_text("utf-8", "replace").removeprefix("\ufeff").splitlines()
    except OSError:
        return ()


def _anchor(path: str) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in path)


def _title(problems: Iterable[Problem]) -> str:
    found = list(problems)
    if not found:
        return "There are no problems"
    files = {problem.path for problem in found}
    return f"{counted(len(found), 'problem')} in {next(iter(files)) if len(files) == 1 else f'{len(files)} files'}"
