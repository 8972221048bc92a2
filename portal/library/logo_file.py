"""A logo's picture: an SVG or PNG that is small, of a bearable shape, and cannot act. Pure."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from portal.library.svg_parts import UnfitPart, first_unfit_part

MAX_LOGO_BYTES = 20_000
WIDEST, TALLEST = 8.0, 2.0
MAX_PIXELS = 1_200
_PNG = b"\x89PNG\r\n\x1a\n"
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*")


class LogoFault(ValueError):
    """What is wrong with the picture, where in it (from 1), and what to do."""

    def __init__(self, what: str, remedy: str, line: int = 1, column: int = 1) -> None:
        self.what, self.remedy, self.line, self.column = what, remedy, line, column
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class LogoSize:
    """In the picture's own units: only what they are to each other counts."""

    width: float
    height: float


def logo_size(data: bytes, name: str) -> LogoSize:
    """How large the picture is. Raises LogoFault."""
    if len(data) > MAX_LOGO_BYTES:
        what = f"The logo has {len(data) / 1000:.0f} kB, and every page carries it."
        raise LogoFault(what, f"Make it smaller than {MAX_LOGO_BYTES // 1000} kB.")
    if name.endswith(".png"):
        size = _of_png(data)
    elif name.endswith(".svg"):
        size = _of_svg(data)
    else:
        raise LogoFault(f"`{name}` is neither an SVG nor a PNG.", "Save the logo as one of them.")
    if not 1 / TALLEST <= size.width / size.height <= WIDEST:
        what = f"The logo is {size.width:g} wide and {size.height:g} high, which does not fit above a page."
        raise LogoFault(what, f"Use one that is at most {WIDEST:g} times as wide as high, or twice as high as wide.")
    return size


def _of_png(data: bytes) -> LogoSize:
    if data[:8] != _PNG or data[12:16] != b"IHDR" or len(data) < 33:
        raise LogoFault("The logo is not a PNG picture.", "Save it as one again.")
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if not 0 < width <= MAX_PIXELS or not 0 < height <= MAX_PIXELS:
        what = f"The logo has {width} × {height} pixels."
        raise LogoFault(what, f"Use at most {MAX_PIXELS} each way; it is shown 44 pixels high.")
    return LogoSize(width, height)


def _of_svg(data: bytes) -> LogoSize:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise LogoFault("The logo is not UTF-8 text.", "Save the SVG with the encoding UTF-8.") from None
    try:
        _refuse_unfit(first_unfit_part(data))
        root = ElementTree.fromstring(text)  # noqa: S314 - no entities and no document type, as was just seen
    except ExpatError as error:
        raise _not_well_formed(error.lineno, error.offset) from None
    except ElementTree.ParseError as error:
        raise _not_well_formed(*error.position) from None
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        raise LogoFault("The logo is not an SVG picture.", "Export it again.")
    return _size_of(root)


def _not_well_formed(line: int, before: int) -> LogoFault:
    return LogoFault("The logo is not a well-formed SVG.", "Export it again.", line, before + 1)


def _refuse_unfit(part: UnfitPart | None) -> None:
    if part is None:
        return
    if part.kind == "acts":
        what = f"`{part.name}` could act or change, and a logo is a still picture."
        remedy = "Export it again as a plain SVG, without scripts and animation."
    else:
        what = "The logo fetches something from elsewhere, which browsers are told not to do."
        remedy = "Embed it, or turn fonts into paths."
    raise LogoFault(what, remedy, part.line, part.column)


def _size_of(root: ElementTree.Element) -> LogoSize:
    box = [float(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip()) if _LENGTH.fullmatch(part)]
    sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if len(box) >= 2 and len(root.get("viewBox", "").replace(",", " ").split()) == 4:
        width, height = box[-2:]
    elif all(sides):
        width, height = (float(side[1]) for side in sides if side)
    else:
        raise LogoFault("The logo does not say how large it is.", "Give `<svg>` a `viewBox`, such as `0 0 120 40`.")
    if not width or not height:
        raise LogoFault("The logo has no size.", "Give `<svg>` a `viewBox`, such as `0 0 120 40`.")
    return LogoSize(width, height)
