"""What in an SVG could act, or fetches something from elsewhere: read part by part, as a browser reads it. Pure."""

import re
from dataclasses import dataclass
from typing import Literal
from xml.parsers import expat

_ACTING = re.compile(r"(?i)script|foreignobject|iframe|set|animate\w*|handler|audio|video")
_HANDLER = re.compile(r"(?i)on[a-z]+")
_ELSEWHERE = re.compile(r"""(?i)url\(\s*["']?\s*(?!\#|data:image/)|@import""")
_INSIDE = ("#", "data:image/")
_HTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class UnfitPart:
    """`name` is what the part is called, without its prefix; `line` and `column` count from 1."""

    kind: Literal["acts", "elsewhere"]
    name: str
    line: int
    column: int


class _Found(Exception):
    def __init__(self, part: UnfitPart) -> None:
        self.part = part


def first_unfit_part(data: bytes) -> UnfitPart | None:
    """The first part that a still picture has no use for; None where there is none.

    Names count without their prefixes, whatever these are. A document type ends the reading before any entity of it is
    known. Raises xml.parsers.expat.ExpatError where it is not well-formed.
    """
    try:
        _Reading().read(data)
    except _Found as found:
        return found.part
    return None


class _Reading:
    def __init__(self) -> None:
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.ProcessingInstructionHandler = self._instruct
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._styles = 0
        """How many style sheets the place that is read lies in."""

    def read(self, data: bytes) -> None:
        self._parser.Parse(data, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        self._styles += local.lower() == "style"
        if _ACTING.fullmatch(local):
            self._tell("acts", local)
        for attribute, value in attributes.items():
            own, said = _local(attribute), "".join(value.split()).lower()
            if _HANDLER.fullmatch(own):
                self._tell("acts", own)
            if said.startswith("javascript:"):
                self._tell("acts", "javascript:")
            if said == _HTML and attribute.lower().startswith("xmlns"):
                self._tell("acts", local)
            is_elsewhere = own.lower() in ("href", "src") and not said.startswith(_INSIDE)
            if is_elsewhere or _ELSEWHERE.search(value):
                self._tell("elsewhere", own)

    def _end(self, name: str) -> None:
        self._styles -= _local(name).lower() == "style"

    def _text(self, text: str) -> None:
        if self._styles and _ELSEWHERE.search(text):
            self._tell("elsewhere", "style")

    def _instruct(self, target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._tell("acts", target)

    def _doctype(self, *_: object) -> None:
        self._tell("acts", "DOCTYPE")

    def _tell(self, kind: Literal["acts", "elsewhere"], name: str) -> None:
        raise _Found(UnfitPart(kind, name, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1))


def _local(name: str) -> str:
    return name.rpartition(":")[2]
