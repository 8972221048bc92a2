"""The line that a mail carries on top where replies reach us: what stands below it in a reply is ours, quoted."""

from functools import cache

from portal.languages.catalogs import our_languages
from portal.languages.messages import N_, _
from portal.languages.speaking import speaking

REPLY_LINE = N_("===== To reply, write above this line =====")


def is_reply_line(line: str) -> bool:
    """Whether a line is ours, in any language, however a mail program has quoted, decorated or joined its words."""
    return len(line) < 200 and _letters(line) in _ours()


@cache
def _ours() -> frozenset[str]:
    """Its letters in every language. A report's language may have changed since the mail was sent."""
    lines = {_letters(REPLY_LINE)}
    for tag in our_languages():
        with speaking(tag):
            lines.add(_letters(_(REPLY_LINE)))
    return frozenset(lines)


def _letters(line: str) -> str:
    return "".join(character for character in line.casefold() if character.isalpha())
