"""Lists, code and quotations with the indents that our Markdown wants: four spaces a level, code in lists indented.

Other generators go by CommonMark, where an item's text may begin anywhere, a list needs no blank line before it and
fences may stand in lists.
"""

import re

from portal.library.importing.working_text import WorkingText

_MARKER = re.compile(r"([-*+]|\d{1,9}[.)])([ \t]+|$)(.*)")
_BREAK = re.compile(r"(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)$")
_LANGUAGE = re.compile(r"\{?\s*\.?([\w#.+-]+)")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_CONTAINER = re.compile(r"!!!\s|\[\^[^\]]+\]:|:[ \t]{1,3}\S")
_NO_HEADING = re.compile(r"#{1,6}(?=[^#\s])|#{7,}")
_HEADING = re.compile(r"#{1,6}(?:\s|$)")
_MOST_DEPTH = 8

Line = tuple[int, str]


def with_our_indents(text: WorkingText) -> None:
    text.take_lines(_Blocks(text.numbered_lines(), 0).lines())


class _Blocks:
    """`columns` are those at which the text of each open item begins in the source."""

    def __init__(self, ahead: list[Line], nesting: int) -> None:
        self.ahead = ahead
        self.nesting = nesting
        self.out: list[Line] = []
        self.columns: list[int] = []
        self.after_blank = True
        self.in_paragraph = False
        self.at = 0

    def lines(self) -> list[Line]:
        while self.at < len(self.ahead):
            number, line = self.ahead[self.at]
            line = line.expandtabs(4) if "\t" in line else line
            self.at += 1
            if line.strip():
                self._line(number, line, len(line) - len(line.lstrip(" ")))
            else:
                self.out.append((number, ""))
                self.after_blank, self.in_paragraph = True, False
        return self.out

    def _line(self, number: int, line: str, indent: int) -> None:
        words = line.strip(" ") if line.endswith("   ") else line.lstrip(" ")
        marker = None if _BREAK.match(words) else _MARKER.match(words)
        begins = bool(marker or _FENCE.match(words) or words.startswith(">") or _HEADING.match(words))
        if self.after_blank or begins:
            while self.columns and indent < self.columns[-1]:
                self.columns.pop()
                # The next item of a list needs no blank line before it.
                self.in_paragraph = self.in_paragraph and not marker
        beyond = indent - (self.columns[-1] if self.columns else 0)
        if beyond >= 4 and (not self.in_paragraph) and not (marker and self.columns and not self.after_blank):
            self._put(number, " " * beyond + words)
        elif marker and self._may_begin(marker):
            self._item(number, marker, indent)
        elif fence := _FENCE.match(words):
            self._code(number, indent, fence[1], fence[2])
        elif words.startswith(">") and self.nesting < _MOST_DEPTH:
            self._quotation(number, line)
        elif _CONTAINER.match(words):
            if self.in_paragraph and words.startswith("!!!"):
                self.out.append((number, ""))
            self._put(number, words)
            self.columns.append(indent + 4)
            self.in_paragraph = not words.startswith("!!!")
        else:
            self._words(number, words)
        self.after_blank = False

    def _put(self, number: int, words: str) -> None:
        self.out.append((number, "    " * len(self.columns) + words))

    def _words(self, number: int, words: str) -> None:
        if _NO_HEADING.match(words):
            words = "\\" + words
        is_heading = bool(_HEADING.match(words))
        following = self.ahead[self.at][1].strip() if self.at < len(self.ahead) else ""
        begins_table = "|" in words and "|" in following and "-" in following and _TABLE_RULE.match(following)
        if self.in_paragraph and (begins_table or is_heading):
            self.out.append((number, ""))
        self._put(number, words)
        self.in_paragraph = not is_heading

    def _may_begin(self, marker: re.Match[str]) -> bool:
        """A list that stands right below a paragraph begins with a dot or with 1, and its first item is not empty."""
        if not self.in_paragraph or self.columns:
            return True
        return bool(marker[3].strip()) and (not marker[1][0].isdigit() or marker[1][:-1] == "1")

    def _item(self, number: int, marker: re.Match[str], indent: int) -> None:
        sign, space, rest = marker.groups()
        if self.in_paragraph and not self.columns:
            self.out.append((number, ""))
        wide = len(space) > 4 or not rest
        content = indent + len(sign) + (1 if wide else len(space))
        shown = sign[:-1] + "." if sign[0].isdigit() else sign
        fence = _FENCE.match(rest)
        self._put(number, f"{shown} {'&nbsp;' if fence else rest.lstrip()}")
        self.columns.append(content)
        self.in_paragraph = not fence
        if fence:
            self._code(number, content, fence[1], fence[2])

    def _code(self, number: int, indent: int, fence: str, said: str) -> None:
        """Up to its end, or to that of the text."""
        if fence[0] == "`" and "`" in said:
            self._put(number, fence + said)
            self.in_paragraph = True
            return
        inside: list[Line] = []
        while self.at < len(self.ahead):
            origin, line = self.ahead[self.at]
            line = line.expandtabs(4) if "\t" in line[: indent + 1] else line
            self.at += 1
            closing = _FENCE.match(line.strip())
            if closing and closing[1].startswith(fence) and not closing[2].strip():
                break
            own = len(line) - len(line.lstrip(" "))
            if self.columns and line.strip() and own < self.columns[-1] and own < indent:
                # The item ends here, and its code with it.
                self.at -= 1
                break
            inside.append((origin, line[min(indent, own) :]))
        if self.columns or self.nesting:
            # Fences mean nothing here in lists and quotations.
            self.out.append((number, ""))
            self.out += [
                (origin, "    " * (len(self.columns) + 1) + line if line.strip() else "") for origin, line in inside
            ]
            self.out.append((number, ""))
        else:
            language = _LANGUAGE.match(said.strip())
            self.out.append((number, fence + (language[1] if language else "")))
            self.out += inside
            self.out.append((inside[-1][0] if inside else number, fence))
        self.in_paragraph = False

    def _quotation(self, number: int, line: str) -> None:
        inner = [(number, _unquoted(line))]
        while self.at < len(self.ahead) and self.ahead[self.at][1].lstrip().startswith(">"):
            inner.append((self.ahead[self.at][0], _unquoted(self.ahead[self.at][1])))
            self.at += 1
        if self.in_paragraph:
            self.out.append((number, ""))
        for origin, each in _Blocks(inner, self.nesting + 1).lines():
            self._put(origin, f"> {each}".rstrip())
        self.in_paragraph = False


def _unquoted(line: str) -> str:
    return line.lstrip().removeprefix(">").removeprefix(" ")
