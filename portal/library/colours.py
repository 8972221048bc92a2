"""Contrast of colours, and the nearest one that has enough of it. WCAG 2.2, "contrast ratio"."""

_STEPS = 256
_BLACK, _WHITE = "#000000", "#ffffff"


def contrast(one: str, other: str) -> float:
    """Contrast of two `#rrggbb` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def better_on(ground: str, *colours: str) -> str:
    """The one of `colours` that reads best on `ground`."""
    return max(colours, key=lambda colour: contrast(colour, ground))


def nearest_with(colour: str, ground: str, least: float) -> str:
    """The colour next to `colour` that has a contrast of `least` on `ground`: as much darker or lighter as it takes."""
    toward = better_on(ground, _BLACK, _WHITE)
    mixes = (_mixed(colour, toward, step / _STEPS) for step in range(_STEPS + 1))
    return next((mix for mix in mixes if contrast(mix, ground) >= least), toward)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
