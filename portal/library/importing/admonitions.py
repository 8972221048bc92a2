"""Boxes, tabs and inserted files in the ways of several generators, said as our Markdown says them.

`> [!NOTE]` and `:::note` become `!!! note`, which is ours too; `=== "Tab"` becomes its title and its text.
"""

import re

from portal.library.importing.working_text import WorkingText

_ALERT = re.compile(r"^([ \t]*)>\s?\[!(\w+)\][-+]?[ \t]*(.*)$")
_QUOTED = re.compile(r"^[ \t]*>[ ]?(.*)$")
_COLONS = re.compile(r"^[ \t>]*:{3,}")
_BOX = re.compile(r"^([ \t]*)(:{3,})\s*\{?\.?([A-Za-z][\w-]*)\}?\s*(?:\[([^\]\n]*)\]|\{[^}\n]*\}|([^\n:{]*?))?\s*$")
_BOX_END = re.compile(r"^[ \t]*:{3,}\s*(?:end\s*)?$")
_PICTURE = re.compile(r"""^([ \t]*):::\s*image\b[^\n]*?\bsource="([^"\n]*)"[^\n]*$""")
_ALT = re.compile(r'\balt-text="([^"\n]*)"')
_COLLAPSIBLE = re.compile(r"^([ \t]*)\?\?\?\+?([ \t]+\S.*)$")
_TAB = re.compile(r"""^([ \t]*)===[!+]?[ \t]+["']([^"'\n]+)["'][ \t]*$""")
_SNIPPET = re.compile(r"""^[ \t]*(?:-{1,2}8<-{1,2}.*|\{!.*!\}|<<<\s*@?/.*)$""")
_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})([^`]*)$")
_MOST_DEPTH = 6
_KNOWN_NAMES = (
    "note tip info warning danger caution important success hint question example abstract bug failure quote seealso"
    " attention error details secondary summary"
)
_KNOWN = frozenset(_KNOWN_NAMES.split())

Line = tuple[int, str]


def with_our_boxes(text: WorkingText) -> None:
    if not any(sign in text.text for sign in ("[!", ":::", "???", "===", "8<", "{!", "<<<")):
        return
    text.take_lines(_Boxes(text).lines())


class _Boxes:
    def __init__(self, text: WorkingText) -> None:
        self.text = text
        self.out: list[Line] = []
        self.deeper: list[int] = []
        self.fence = ""

    def lines(self) -> list[Line]:
        """The lines with the boxes that are open around them as indents."""
        ahead = self.text.numbered_lines()
        at = 0
        while at < len(ahead):
            number, line = ahead[at]
            if self._in_code(line):
                self._add(number, line)
            elif alert := _ALERT.match(line):
                at = self._alert(ahead, at, alert)
                continue
            elif tab := _TAB.match(line):
                at = self._tab(ahead, at, tab)
                continue
            else:
                self._line(number, line)
            at += 1
        return self.out

    def _in_code(self, line: str) -> bool:
        found = _FENCE.match(line)
        if self.fence:
            if found and found[1].startswith(self.fence) and not found[2].strip():
                self.fence = ""
            return True
        if found:
            self.fence = found[1]
        return bool(found)

    def _add(self, number: int, line: str) -> None:
        self.out.append((number, "    " * len(self.deeper) + line if line.strip() else line))

    def _line(self, number: int, line: str) -> None:
        if _SNIPPET.match(line):
            what = f"`{line.strip()}` brings in another file."
            self.text.tell_line(number, what, "It was left out; write here what it says.")
        elif collapsible := _COLLAPSIBLE.match(line):
            self._add(number, f"{collapsible[1]}!!!{collapsible[2]}")
        elif not _COLONS.match(line):
            self._add(number, line)
        elif picture := _PICTURE.match(line):
            alt = _ALT.search(line)
            self._add(number, f"{picture[1]}![{alt[1] if alt else ''}](<{picture[2]}>)")
        elif _BOX_END.match(line):
            if self.deeper:
                self.deeper.pop()
            self.out.append((number, ""))
        elif (box := _BOX.match(line)) and box[3].lower() in _KNOWN and len(self.deeper) < _MOST_DEPTH:
            self._open(number, box[1], box[3].lower(), (box[4] or box[5] or "").strip())
        else:
            self.text.tell_line(number, f"`{line.strip()[:60]}` opens or ends a part.", "The words in it stay.")

    def _open(self, number: int, indent: str, kind: str, title: str) -> None:
        shown = title.replace('"', "'").strip("'")
        self.out.append((number, ""))
        self._add(number, f'{indent}!!! {kind} "{shown}"' if shown else f"{indent}!!! {kind}")
        self.deeper.append(1)

    def _alert(self, ahead: list[Line], at: int, alert: re.Match[str]) -> int:
        """Where the quotation ends."""
        indent, kind, rest = alert[1], alert[2].lower(), alert[3]
        number = ahead[at][0]
        if kind in ("include", "div", "video", "code"):
            what = f"`{ahead[at][1].strip()[:60]}` shows something from elsewhere."
            self.text.tell_line(number, what, "The words in it stay; see whether they are enough.")
            if rest.strip():
                self._add(number, indent + rest)
            inner_indent = ""
        else:
            self.out.append((number, ""))
            title = rest.strip().replace('"', "'")
            self._add(number, f'{indent}!!! {kind} "{title}"' if title else f"{indent}!!! {kind}")
            inner_indent = "    "
        at += 1
        while at < len(ahead) and (quoted := _QUOTED.match(ahead[at][1])) and not _ALERT.match(ahead[at][1]):
            self._add(ahead[at][0], indent + inner_indent + quoted[1] if quoted[1].strip() else "")
            at += 1
        self.out.append((number, ""))
        return at

    def _tab(self, ahead: list[Line], at: int, tab: re.Match[str]) -> int:
        """The next line. Those of the tab stand less deep from here on, and are looked at like all others."""
        indent, number = tab[1], ahead[at][0]
        self.text.tell_line(number, f"The tab `{tab[2]}` is shown below its title.", "")
        self.out.append((number, ""))
        self._add(number, f"{indent}**{tab[2]}**")
        self.out.append((number, ""))
        inside = at + 1
        while inside < len(ahead) and (not ahead[inside][1].strip() or ahead[inside][1].startswith(indent + "    ")):
            line = ahead[inside][1]
            ahead[inside] = (ahead[inside][0], indent + line[len(indent) + 4 :] if line.strip() else "")
            inside += 1
        return at + 1
