"""Content that is made to take for ever ends within its limit, names its file, and costs no other page anything."""

import time
from pathlib import Path

import pytest

from portal.library.loader import load_library
from portal.library.renderer import TIMEOUT_S, Renderer
from portal.library.source_text import MAX_FILE_BYTES
from tests.audit.record import Part, Tried
from tests.library.broken_sites import TODAY, lay_out

_ROOM = MAX_FILE_BYTES - 500
_TABLE = "|" + " a |" * 40 + "\n|" + " - |" * 40 + "\n" + ("|" + " `x` |" * 40 + "\n") * 500
BODIES = {
    "brackets": "[" * 6_000,
    "pictures-begun": "![" * 5_000,
    "links-begun": "[a](" * 5_000,
    "backticks": "".join("`" * number + " " for number in range(1, 400)),
    "emphasis": "*a **b " * 5_000,
    "underlines": "_a_b__" * 8_000,
    "quotes-in-quotes": "> " * 2_000 + "x",
    "lists-in-lists": "".join("  " * number + "- x\n" for number in range(300)),
    "numbers-in-a-row": "1. " * 2_000,
    "a-huge-table": _TABLE,
    "tags-in-tags": "<div>" * 15_000,
    "tags-begun": "<a " * 20_000,
    "comments-begun": "<!--" * 20_000,
    "entities": "&" * 60_000 + "amp;" * 5_000,
    "backslashes": "\\" * 90_000,
    "footnotes": "".join(f"[^{number}]\n\n[^{number}]: x\n\n" for number in range(3_000)),
    "abbreviations": "".join(f"*[A{number}]: x\n" for number in range(2_000)) + "A1 " * 20_000,
    "definitions": "a\n: b\n\n" * 15_000,
    "headings": "# a {#b}\n\n## a\n\n" * 6_000,
    "attributes": "a {: " + "x=y " * 20_000 + "}",
    "one-word": "a" * _ROOM,
    "spaces": "a" + " " * 90_000 + "\n" + " " * 90_000,
    "marks": "a\u0301" * 40_000,
}
FIELDS = {
    "aliases-of-aliases": "a: &a [x, x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)),
    "deep-lists": "topics: " + "[" * 9_000 + "]" * 9_000,
    "deep-maps": "costs: " + "{a: " * 9_000 + "}" * 9_000,
    "deep-by-indent": "".join(" " * number + f"a{number}:\n" for number in range(500)),
    "a-list-of-very-many": "aliases: [" + "/a/, " * 30_000 + "]",
    "very-many-keys": "".join(f"k{number}: x\n" for number in range(15_000)),
    "an-unclosed-quotation-mark": 'summary: "' + "a" * 150_000,
    "a-tag": "summary: !!python/object/apply:os.system [true]",
    "merge-keys": "<<: {" + "a: b, " * 10_000 + "}",
    "a-number-of-very-many-digits": "order: " + "9" * 100_000,
    "a-date-of-very-many-digits": "review_by: " + "9" * 50_000 + "-01-01",
    "anchors": "".join(f"a{number}: &a{number} x\n" for number in range(5_000)),
}
HEAD = "title: A page\nsummary: It has a summary.\n"


@pytest.mark.reliability
@pytest.mark.audit
def test_bombs_in_content_end_within_their_limit_and_name_their_file(tmp_path: Path, tried: Tried) -> None:
    site = lay_out(tmp_path / "site")
    policies = site / "content" / "public" / "policies"
    policies.mkdir(exist_ok=True)
    (policies / "bomb-none.md").write_text(f"---\n{HEAD}---\nWords.\n", "utf-8")
    for name, body in BODIES.items():
        (policies / f"bomb-{name}.md").write_text(f"---\n{HEAD}---\n{body}\n", "utf-8")
    for name, fields in FIELDS.items():
        (policies / f"bomb-{name}.md").write_text(f"---\n{HEAD}{fields}\n---\nWords.\n", "utf-8")
    began_s = time.monotonic()
    with Renderer(processes=1) as renderer:
        loaded = load_library(site, TODAY, renderer)
    taken_s = time.monotonic() - began_s
    named = {problem.path.rpartition("/bomb-")[2].removesuffix(".md") for problem in loaded.problems}
    assert taken_s < (len(BODIES) + 5) * (TIMEOUT_S + 10)
    tried(
        "Bombs in Markdown and YAML: nesting, aliases, huge tables, endless numbers",
        part=Part.HOSTILE,
        times=len(BODIES) + len(FIELDS),
        unit="pages",
        lost=FIELDS.keys() - named,
        wrong=[
            str(problem) for problem in loaded.problems if "/bomb-" not in problem.path or "/bomb-none" in problem.path
        ],
        note=f"{len(named)} named as faults, the others rendered; {taken_s:.0f} s in all",
    )
