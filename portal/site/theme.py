"""The accent colour of site.yml as a tiny stylesheet, so that no page needs a style of its own."""

from portal.library.site_file import Theme

_LIGHT_TEXT = "#fffdf8"
_DARK_TEXT = "#16130f"


def theme_css(theme: Theme) -> str:
    """The stylesheet; empty if site.yml names no colours. Text on the accent is whichever of the two reads better."""
    light, dark = _rule(theme.accent), _rule(theme.accent_dark)
    rules = (light, dark and f"@media screen and (prefers-color-scheme: dark) {{ {dark} }}")
    return "".join(f"{rule}\n" for rule in rules if rule)


def contrast(one: str, other: str) -> float:
    """Contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _rule(accent: str) -> str:
    if not accent:
        return ""
    text = max(_LIGHT_TEXT, _DARK_TEXT, key=lambda colour: contrast(accent, colour))
    return f":root {{ --accent: {accent}; --on-accent: {text}; }}"


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
