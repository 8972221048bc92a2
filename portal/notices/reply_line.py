"""The line that a mail carries on top where replies reach us: what stands below it in a reply is ours, quoted."""

REPLY_LINE = "===== To reply, write above this line ====="


def is_reply_line(line: str) -> bool:
    """Whether a line is ours, however a mail program has quoted it, decorated it or joined its words."""
    return len(line) < 200 and _letters(line) == _letters(REPLY_LINE)


def _letters(line: str) -> str:
    return "".join(character for character in line.casefold() if character.isalpha())
