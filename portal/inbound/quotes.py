"""What the writer of a mail has written, without what they quote. Linear time; never raises.

Rather too much than too little: where the shape is not clear, everything is kept, and so is a mail that is a quote of
somebody else's. The original stays on disk in any case.

- Below our own line, or an announced quote that runs to the end (`On … wrote:` before `>`, Outlook's headers), nothing
  is the writer's, unless words stand between or after lines with `>`: these are kept, and `[…]` stands for the quote.
- A signature after `-- ` and lines such as `Sent from my iPhone` at the end go too.
"""

from dataclasses import dataclass

from portal.inbound.quote_marks import (
    attribution_length,
    begins_signature,
    header_block_length,
    is_device_line,
    is_quoted,
    is_rule,
    is_separator,
    marks_reply,
)

FOLDED = "[…]"
MAX_CHARACTERS = 400_000
MAX_LINES = 10_000
MAX_WORDS_CHARACTERS = 20_000
THE_REST = "[The rest is in the mail as it came.]"

_LONG_LINE = 60
_SIGNATURE_LINES = 12


@dataclass(frozen=True, slots=True)
class Cut:
    """`words` is what remains; `was_cut` whether anything that could be read was left out."""

    words: str
    was_cut: bool


def without_quotes(text: str) -> Cut:
    """See above."""
    lines = _lines(text)
    head, rest = _split(lines)
    kept = _trimmed(_signature_cut(head))
    answers = _answers_in(rest)
    if answers:
        kept = _trimmed([*kept, *([""] if kept else []), *answers])
    if not _has_words(kept):
        # A mail of ours that came back without a word is no message; one that was passed on may be.
        kept = [] if any(map(marks_reply, lines)) else _trimmed(lines)
    words = _readable(kept)
    return Cut(words, words != text.replace("\r\n", "\n").strip())


def _lines(text: str) -> list[str]:
    normal = text[:MAX_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return [line.rstrip() for line in normal.split("\n", MAX_LINES)[:MAX_LINES]]


def _split(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands above the first quote, and the quote with all that follows it."""
    for at, line in enumerate(lines):
        if marks_reply(line):
            return _without_announcement(lines[:at]), lines[at:]
        if is_quoted(line):
            return lines[:at], lines[at:]
        if is_separator(line) or (is_rule(line) and _headers_follow(lines, at + 1)) or header_block_length(lines, at):
            return lines[:at], lines[at:]
        length = attribution_length(lines, at)
        if length and _quote_follows(lines, at + length):
            return lines[:at], lines[at + length :]
    return lines, []


def _without_announcement(head: list[str]) -> list[str]:
    """The lines above our own line, without those that announce the quote it begins."""
    last = len(head)
    while last and not head[last - 1].strip("> \t"):
        last -= 1
    for at in range(max(0, last - 10), last):
        if is_separator(head[at]) or is_rule(head[at]) or header_block_length(head, at):
            return head[:at]
        length = attribution_length(head, at)
        if length and at + length == last:
            return head[:at]
    return head


def _quote_follows(lines: list[str], at: int) -> bool:
    """Whether a quote begins here, after at most three empty lines."""
    following = next((line for line in lines[at : at + 4] if line.strip()), "")
    return is_quoted(following) or marks_reply(following)


def _headers_follow(lines: list[str], at: int) -> bool:
    return any(header_block_length(lines, each) for each in range(at, min(at + 3, len(lines))))


def _answers_in(rest: list[str]) -> list[str]:
    """Words between and after lines with `>`, with FOLDED in the place of each quote.

    Nothing where the quote does not begin with `>`: there, lines with `>` are quotes inside it.
    """
    if not is_quoted(next((line for line in rest if line.strip()), "")):
        return []
    kept: list[str] = []
    folding = False
    skip_to = 0
    for at, line in enumerate(rest):
        if at < skip_to:
            continue
        if _belongs_to_quote(rest, at):
            folding = True
            continue
        if not line.strip():
            if kept and not folding:
                kept.append("")
            continue
        length = attribution_length(rest, at)
        if length and _quote_follows(rest, at + length):
            skip_to, folding = at + length, True
            continue
        if begins_signature(line) and len(rest) - at <= _SIGNATURE_LINES:
            break
        if is_device_line(line):
            continue
        if folding:
            kept.append(FOLDED)
            folding = False
        kept.append(line)
    return kept[1:] if kept.count(FOLDED) == 1 and kept[0] == FOLDED else kept


def _belongs_to_quote(rest: list[str], at: int) -> bool:
    """A line with `>`, our own line, a separator, or the torn-off end of a quoted line that was too long."""
    line = rest[at]
    if is_quoted(line) or marks_reply(line) or is_separator(line):
        return True
    return (
        0 < at < len(rest) - 1
        and bool(line.strip())
        and len(rest[at - 1]) >= _LONG_LINE
        and is_quoted(rest[at - 1])
        and is_quoted(rest[at + 1])
    )


def _signature_cut(lines: list[str]) -> list[str]:
    for at in range(len(lines) - 1, max(-1, len(lines) - 1 - 2 * _SIGNATURE_LINES), -1):
        if begins_signature(lines[at]) and _has_words(lines[:at]):
            lines = lines[:at]
            break
    end = len(lines)
    while end and (not lines[end - 1].strip() or is_device_line(lines[end - 1]) or is_rule(lines[end - 1])):
        end -= 1
    return lines[:end]


def _has_words(lines: list[str]) -> bool:
    return any(character.isalnum() for line in lines for character in line) or any(_is_sign(line) for line in lines)


def _is_sign(line: str) -> bool:
    """A line of signs that are no letters may be an answer all the same, such as a thumb."""
    return any(ord(character) > 0x2000 for character in line if line != FOLDED)


def _trimmed(lines: list[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return lines[start:end]


def _readable(lines: list[str]) -> str:
    words = "\n".join(lines)
    if len(words) <= MAX_WORDS_CHARACTERS:
        return words
    return f"{words[: MAX_WORDS_CHARACTERS - len(THE_REST) - 2].rstrip()}\n\n{THE_REST}"
