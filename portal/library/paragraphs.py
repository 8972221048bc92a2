"""The paragraphs of a published text, as a reader would count them: each block's words, without markup. Pure."""

from html.parser import HTMLParser

_BLOCKS = frozenset(
    {
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "dt",
        "dd",
        "pre",
        "blockquote",
        "div",
        "ul",
        "ol",
        "table",
        "br",
    }
)
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "svg", "template"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.end_block()
        elif tag in _CELLS and "".join(self._words).strip():
            self._words.append(" · ")
        elif tag == "img":
            self._words.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def end_block(self) -> None:
        words = " ".join("".join(self._words).split())
        if words:
            self.found.append(words)
        self._words.clear()


def paragraphs_of(html: str) -> tuple[str, ...]:
    """The words of each paragraph, list item, heading and row of a table in `html`, in order; a row's cells have a dot
    between them. Where a link leads is not among them.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return tuple(reader.found)
