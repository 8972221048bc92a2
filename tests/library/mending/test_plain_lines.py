"""What nobody sees is mended; what shows, such as a line break of two spaces or code, stays."""

import pytest

from portal.library.mending.plain_lines import body_without_trailing_space, with_last_end, with_plain_ends


@pytest.mark.parametrize(
    ("data", "text", "mended"),
    [
        (b"a\nb\n", "a\nb\n", 0),
        (b"\xef\xbb\xbfa\n", "a\n", 1),
        (b"a\r\nb\rc\n", "a\nb\nc\n", 1),
        (b"\xef\xbb\xbfa\r\n", "a\n", 2),
    ],
)
def test_marks_and_ends_of_lines_become_plain(data: bytes, text: str, mended: int) -> None:
    found = with_plain_ends(data)
    assert found is not None
    assert (found[0], len(found[1])) == (text, mended)


def test_what_is_not_utf_8_is_not_guessed_at() -> None:
    assert with_plain_ends(b"caf\xe9") is None


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("a \nb\t\n", "a\nb\n"),
        ("a  \nb\n", "a  \nb\n"),
        ("a  \n\nb  ", "a\n\nb"),
        ("   \na", "\na"),
        ("```\na  \n \n```\nb ", "```\na  \n \n```\nb"),
        ("~~~~\na \n~~~\nb \n~~~~\nc ", "~~~~\na \n~~~\nb \n~~~~\nc"),
    ],
)
def test_spaces_at_ends_of_lines_go_where_they_mean_nothing(body: str, after: str) -> None:
    assert body_without_trailing_space(body) == after


@pytest.mark.parametrize(("text", "after"), [("a", "a\n"), ("a\n", "a\n"), ("", "")])
def test_the_last_line_ends(text: str, after: str) -> None:
    assert with_last_end(text) == after
