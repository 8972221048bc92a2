"""The colours of site.yml as a tiny stylesheet, so that no page needs a style of its own."""

from portal.library.by_identity import remembered
from portal.library.palette import Palette, palettes
from portal.library.site_file import Theme


@remembered(16)
def theme_css(theme: Theme) -> str:
    """The stylesheet; empty if site.yml names no colours."""
    light, dark = map(_rule, palettes(theme))
    rules = (light, dark and f"@media screen and (prefers-color-scheme: dark) {{ {dark} }}")
    return "".join(f"{rule}\n" for rule in rules if rule)


def _rule(palette: Palette) -> str:
    said = []
    if "accent" in palette.own:
        said += [f"--accent: {palette.colours['accent']};", f"--on-accent: {palette.on_accent};"]
    if "paper" in palette.own:
        said += [f"--paper: {palette.colours['paper']};", f"--sheet: {palette.colours['sheet']};"]
    return f":root {{ {' '.join(said)} }}" if said else ""
