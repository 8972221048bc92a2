"""The colours of site.yml can be read: 7:1 for text and 3:1 for graphics, in light and dark. WCAG 2.2 SC 1.4.6."""

import re
from collections.abc import Iterable, Iterator

from portal.library.colours import contrast, nearest_with
from portal.library.front_matter import Document
from portal.library.palette import GRAPHICS_CONTRAST, TEXT_CONTRAST, TEXTS, Palette, palettes, text_on
from portal.library.problems import Problem
from portal.library.site_file import SiteFile, Theme

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def check_theme(document: Document, site: SiteFile) -> Iterator[Problem]:
    wrong = False
    for name in Theme.model_fields:
        colour = getattr(site.theme, name)
        if colour and not _COLOUR.fullmatch(colour):
            wrong = True
            remedy = 'Write a hash and six digits from 0 to f in quotes, such as "#7a3e2b".'
            yield document.problem(("theme", name), f"`{colour}` is not a colour.", remedy)
    if not wrong:
        for palette in palettes(site.theme):
            yield from _accent(document, palette)
            yield from _paper(document, palette)


def _accent(document: Document, palette: Palette) -> Iterator[Problem]:
    """What can be pressed is read on the paper, and its own words stand on it."""
    if "accent" not in palette.own:
        return
    accent, field = palette.colours["accent"], palette.own["accent"]
    grounds = tuple(dict.fromkeys((palette.colours["paper"], palette.colours["sheet"])))
    read = [(accent, ground) for ground in grounds] + [(palette.on_accent, accent)]
    for text, ground in read:
        if (found := contrast(text, ground)) < TEXT_CONTRAST:
            what = f"`{text}` on `{ground}` has a contrast of {_said(found)}, and text needs 7:1."
            near = _nearest_accent(accent, grounds)
            yield document.problem(("theme", field), what, f'The nearest colour that passes is "{near}".')
            return


def _nearest_accent(accent: str, grounds: Iterable[str]) -> str:
    """An accent that is read on every ground, and on which its own words are: each moves it further from them."""
    for ground in grounds:
        accent = nearest_with(accent, ground, TEXT_CONTRAST)
    return nearest_with(accent, text_on(accent), TEXT_CONTRAST)


def _paper(document: Document, palette: Palette) -> Iterator[Problem]:
    """All that is written in our own colours is read on it."""
    if "paper" not in palette.own:
        return
    paper, field = palette.colours["paper"], palette.own["paper"]
    needed = [(name, TEXT_CONTRAST) for name in TEXTS if name not in palette.own] + [("edge", GRAPHICS_CONTRAST)]
    worst = min(needed, key=lambda each: contrast(palette.colours[each[0]], paper) / each[1])
    name, least = worst
    if (found := contrast(palette.colours[name], paper)) < least:
        what = (
            f"On `{paper}`, {TEXTS.get(name, 'the edge of a field')} (`{palette.colours[name]}`) has a contrast of "
            f"{_said(found)}, and it needs {least:g}:1."
        )
        near = _nearest_paper(palette, needed)
        yield document.problem(("theme", field), what, f'The nearest colour that passes is "{near}".')


def _nearest_paper(palette: Palette, needed: list[tuple[str, float]]) -> str:
    """A paper on which every one of them is read: each moves it further from itself."""
    paper = palette.colours["paper"]
    for name, least in needed:
        paper = nearest_with(paper, palette.colours[name], least)
    return paper


def _said(ratio: float) -> str:
    """Rounded down, so that 6.97 is not told as 7."""
    return f"{int(ratio * 10) / 10:g}:1"
