"""A file says the same after it was mended, byte for byte but for what is named; what cannot be read is left alone."""

import pytest

from portal.library.mending.edits import Edit, edited
from portal.library.mending.mended_file import FileKind, mended
from portal.library.pages import Policy, Script
from portal.library.renderer import Renderer
from portal.library.site_file import SiteFile
from portal.library.survey import SITE_FILE, TEAM_FILE
from portal.library.team_file import TeamFile

PAGE = FileKind("content/public/policies/p.md", Policy, has_body=True)
SITE = FileKind(SITE_FILE, SiteFile, has_body=False)
TEAM = FileKind(TEAM_FILE, TeamFile, has_body=False)


def after(text: str | bytes, kind: FileKind, renderer: Renderer) -> str | None:
    data = text.encode() if isinstance(text, str) else text
    found = mended(data, kind, (), renderer)
    return None if found is None else found.after


def written(fields: str, body: str = "") -> str:
    return f"---\n{fields}\n---\n{body}"


def on_shift(hours: str) -> str:
    return f"responders: {{a: {{shifts: [{{hours: {hours}}}]}}}}\n"


def open_on_monday(hours: str) -> str:
    return f"# ours\ncalendars: {{o: {{hours: {{mon: [{hours}]}}}}}} # week\n"


UNCHANGED = None


@pytest.mark.parametrize(
    ("kind", "text", "new"),
    [
        (PAGE, written("review_by: 3 March 2027 # soon", "Text"), written("review_by: 2027-03-03 # soon", "Text\n")),
        (PAGE, written("review_by: '2027/3/4'"), written("review_by: '2027-03-04'")),
        (PAGE, written("review_by: '3/4/2027'"), UNCHANGED),
        (PAGE, written("title: 2027/3/4"), UNCHANGED),
        (
            PAGE,
            written("title:\tP\nhistory:\n\t- day: 2027/3/4\n\t  words: w"),
            written("title: P\nhistory:\n  - day: 2027-03-04\n    words: w"),
        ),
        (PAGE, "--- \ntitle: P  \n---\t\nText \nmore.\n", written("title: P", "Text\nmore.\n")),
        (PAGE, written("title: |\n  a  \n  b"), UNCHANGED),
        (PAGE, written("title: P", "\nA line  \nbroken.\n\n    code  \n    more\n"), UNCHANGED),
        (PAGE, "---\ntitle: P\n---", written("title: P")),
        (SITE, open_on_monday("[9:00, 17:30]"), open_on_monday('["09:00", "17:30"]')),
        (SITE, "tagline: 9:00\n", UNCHANGED),
        (TEAM, on_shift("['9:00', 24:00]"), on_shift("['09:00', \"24:00\"]")),
        (TEAM, on_shift("[25:00, soon]"), UNCHANGED),
    ],
)
def test_only_what_is_named_is_another(kind: FileKind, text: str, new: str | None, renderer: Renderer) -> None:
    new = text if new is UNCHANGED else new
    assert after(text, kind, renderer) == new
    again = mended(new.encode(), kind, (), renderer)
    assert again is not None
    assert (again.after, again.what) == (new, ())


@pytest.mark.parametrize(
    "text",
    [
        "no fields",
        "---\ntitle: P\n",
        written("title: [P"),
        written("a: 1\na: 2"),
        written("\ta: 1\n  b: 2\n c: 3"),
        b"\xff\xfe",
    ],
)
def test_what_cannot_be_read_is_left_alone(text: str | bytes, renderer: Renderer) -> None:
    assert after(text, PAGE, renderer) is None


def test_each_mending_is_named(renderer: Renderer) -> None:
    found = mended(b"\xef\xbb\xbf---\r\ntitle:\tP \r\nreview_by: 2027/3/4\r\n---\r\nText ", PAGE, (), renderer)
    assert found is not None
    assert found.what == (
        "the byte-order mark before its first line is gone",
        "its lines end as everywhere else, without a carriage return",
        "tabs between its fields are spaces",
        "spaces at the ends of lines between its fields are gone",
        "the day `2027/3/4` is written as `2027-03-04`",
        "spaces at the ends of lines of its text are gone",
        "its last line ends",
    )


def test_a_script_keeps_what_is_filled_in(renderer: Renderer) -> None:
    kind = FileKind("content/desk/scripts/s.md", Script, has_body=True, attribute_lists=False)
    text = "---\ntitle: S\n---\n\nDear {{customer_name}}, \n\n[[say it]]\n"
    assert after(text, kind, renderer) == text.replace(", \n", ",\n")


def test_a_link_that_would_read_differently_is_not_changed(renderer: Renderer) -> None:
    text = "---\ntitle: P\n---\n[a](b.html) and `b.html`\n"
    kept = mended(text.encode(), PAGE, [Edit(17, "b.html", "c.md", "code")], renderer)
    done = mended(text.encode(), PAGE, [Edit(4, "b.html", "b.md", "the link")], renderer)
    assert kept is not None
    assert done is not None
    assert (kept.after, kept.what) == (text, ())
    assert (done.after, done.what) == (text.replace("(b.html)", "(b.md)"), ("the link",))


def test_an_edit_of_something_else_is_refused() -> None:
    assert edited("abc", [Edit(0, "a", "x", ""), Edit(2, "c", "", "")]) == "xb"
    with pytest.raises(ValueError, match="does not stand"):
        edited("abc", [Edit(1, "a", "x", "")])


def test_spaces_after_the_lines_around_the_fields_are_named(renderer: Renderer) -> None:
    found = mended(b"---  \ntitle: P\nsummary: s\n--- \nText\n", PAGE, (), renderer)
    assert found is not None
    assert found.after == "---\ntitle: P\nsummary: s\n---\nText\n"
    assert found.what == ("spaces after the lines `---` around its fields are gone",)
