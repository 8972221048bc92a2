"""What a YAML error means to an editor, in plain words."""

import yaml

_TAB = ("There is a tab here where spaces must be.", "Replace the tab by spaces.")
_UNREADABLE = (
    "The fields cannot be read from here on.",
    "Check indentation, quotes and brackets on this line and the one above.",
)

# What the parser says, and what we say. The first that is contained in the parser's words counts.
_WORDS = (
    ("found a tab character", *_TAB),
    (
        "mapping values are not allowed",
        "A colon stands inside a value, or this line is indented too far.",
        "Put a value with a colon in quotes, or line it up.",
    ),
    (
        "could not find expected ':'",
        "This line is not a field.",
        "Write it as `name: value`, or indent it if it continues a value.",
    ),
    (
        "found unexpected end of stream",
        "A quotation mark is opened and never closed.",
        "Close it, or put the value in the other kind of quotes.",
    ),
    (
        "found unknown escape character",
        "A backslash in double quotes has no meaning here.",
        "Use single quotes, or write two backslashes.",
    ),
    ("',' or ']'", "A `[` is opened and not closed before this place.", "Close the list with `]`."),
    ("',' or '}'", "A `{` is opened and not closed before this place.", "Close it with `}`."),
    (
        "did not find expected '-'",
        "This line does not fit the list above.",
        "Begin it with `- `, or correct its indentation.",
    ),
    (
        "did not find expected key",
        "This line does not fit the fields above.",
        "Line it up with them, and close any quotation mark above.",
    ),
    (
        "did not find expected node content",
        "Something is missing before this place.",
        "Complete the list or group, and close its bracket.",
    ),
)
# What is wrong began earlier, where the parser says it was at work.
_SHOWN_AT_THE_START = ("could not find expected ':'", "found unexpected end of stream")


def explain(error: yaml.YAMLError, text: str) -> tuple[int, int, str, str]:
    """Line and column (from 0, in `text`), what is wrong, and what to do."""
    said = str(getattr(error, "problem", "") or "")
    mark = getattr(error, "problem_mark", None)
    if any(words in said for words in _SHOWN_AT_THE_START):
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    at = lines[line][column : column + 1] if line < len(lines) else ""
    if "cannot start any token" in said and at != "\t":
        return line, column, f"A value cannot begin with `{at}`.", "Put the whole value in quotes."
    if "cannot start any token" in said:
        return line, column, *_TAB
    for words, what, remedy in _WORDS:
        if words in said:
            return line, column, what, remedy
    return line, column, *_UNREADABLE
