"""The tables of docs/make-it-yours.md, from the templates themselves: their blocks, and what they may use.

python -m portal.site.template_reference docs/make-it-yours.md
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from portal.site.template_loading import DESK
from portal.site.template_values import VALUES
from portal.site_folder import shipped

_BLOCK = re.compile(r"{%-?\s*block\s+(\w+)")
_FRAMES = ("base.html", "site/page.html")


def blocks_table() -> str:
    """A line for each of our templates that readers or customers see and that has blocks, frames first."""
    folder = shipped("templates")
    names = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.html"))]
    names = [name for name in names if not name.startswith((DESK, "notices/", "mail/", "parts/"))]
    lines = ["| template | blocks |", "|---|---|"]
    for name in (*_FRAMES, *(name for name in names if name not in _FRAMES)):
        if blocks := list(dict.fromkeys(_BLOCK.findall((folder / name).read_text("utf-8")))):
            lines.append(f"| `{name}` | {', '.join(f'`{block}`' for block in blocks)} |")
    return "\n".join(lines)


def values_table() -> str:
    return "\n".join(["| name | is |", "|---|---|", *(f"| `{name}` | {what} |" for name, what in VALUES.items())])


def filled_in(text: str) -> str:
    """The document with its tables as they are now."""
    for name, table in _tables():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}{table}{end}{after}"
    return text


def _tables() -> Iterator[tuple[str, str]]:
    yield "blocks", blocks_table()
    yield "values", values_table()


if __name__ == "__main__":
    document = Path(sys.argv[1])
    document.write_text(filled_in(document.read_text("utf-8")), "utf-8")
