"""Lines as every tool reads them: plain ends, no byte-order mark, no space that nobody sees."""

import re

_HARD_BREAK = re.compile(r"[^ \t] {2,}$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def with_plain_ends(data: bytes) -> tuple[str, list[str]] | None:
    """The text and what was mended in it; None where it is not UTF-8."""
    try:
        written = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    done = []
    text = written.removeprefix("\ufeff")
    if text != written:
        done.append("the byte-order mark before its first line is gone")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        done.append("its lines end as everywhere else, without a carriage return")
    return text, done


def with_last_end(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def fields_without_trailing_space(fields: str) -> str:
    """Of YAML. What it means may change where a text runs over several lines: compare."""
    return "\n".join(line.rstrip(" \t") for line in fields.split("\n"))


def body_without_trailing_space(body: str) -> str:
    """Of Markdown: fenced code stays as it is, and so do two spaces that break a line before another."""
    lines = body.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if found:
            fence = found[1]
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if not (_HARD_BREAK.search(line) and following.strip()):
            lines[number] = line.rstrip(" \t")
    return "\n".join(lines)
