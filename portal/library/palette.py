"""The colours of our look, in light and dark, with those of site.yml in their place. One place with forthright.css."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.library.colours import better_on
from portal.library.site_file import Theme

LIGHT: Mapping[str, str] = {
    "paper": "#fbf7ef",
    "sheet": "#fffdf8",
    "ink": "#221c15",
    "soft": "#4f463b",
    "edge": "#84786a",
    "accent": "#1c3d82",
    "kept": "#1c5530",
    "risk": "#723f00",
    "missed": "#8c1a13",
    "waiting": "#44466b",
}
DARK: Mapping[str, str] = {
    "paper": "#1b1712",
    "sheet": "#231e18",
    "ink": "#f0e7d9",
    "soft": "#cdc1af",
    "edge": "#9a8c79",
    "accent": "#b5caf9",
    "kept": "#a3dbae",
    "risk": "#f4c47f",
    "missed": "#ffb5a8",
    "waiting": "#c9c8ea",
}
TEXTS = {
    "accent": "what can be pressed",
    "ink": "text",
    "soft": "small print",
    "kept": "what was kept",
    "risk": "what is at risk",
    "missed": "what was missed",
    "waiting": "what waits",
}
TEXT_CONTRAST = 7.0
GRAPHICS_CONTRAST = 3.0
_ON_ACCENT = ("#fffdf8", "#16130f")


@dataclass(frozen=True, slots=True)
class Palette:
    """`colours` as they are shown; `own` are those that site.yml names, by the field of `theme` that names each."""

    colours: Mapping[str, str]
    own: Mapping[str, str]

    @property
    def on_accent(self) -> str:
        return text_on(self.colours["accent"])


def text_on(accent: str) -> str:
    """The colour of text on the accent: whichever of two reads better."""
    return better_on(accent, *_ON_ACCENT)


def palettes(theme: Theme) -> tuple[Palette, Palette]:
    """For light and for dark."""
    return _palette(LIGHT, theme, ""), _palette(DARK, theme, "_dark")


def _palette(ours: Mapping[str, str], theme: Theme, ending: str) -> Palette:
    named = {name: f"{name}{ending}" for name in ("accent", "paper")}
    own = {name: field for name, field in named.items() if getattr(theme, field)}
    colours = {**ours, **{name: getattr(theme, field) for name, field in own.items()}}
    if "paper" in own:
        # What lies on the paper has no colour of its own then.
        colours["sheet"] = colours["paper"]
    return Palette(colours, own)
