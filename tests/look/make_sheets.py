"""Screenshots of pages at three widths, light and dark, and as printed: what `make look` looks at.

    python tests/look/make_sheets.py http://127.0.0.1:8000 / /topics/ … [--out screenshots]

Writes <name>-<width>-<scheme>.png and <name>-print.pdf; <name> is the path with hyphens for slashes.
"""

import argparse
import re
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

WIDTHS_PX = (320, 768, 1280)
SCHEMES = ("light", "dark")
CHROMIUM = "/usr/bin/chromium"


def name_of(path: str) -> str:
    """`/topics/no-internet/` becomes `topics-no-internet`, `/` becomes `home`."""
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"


def shoot(browser: Browser, base_url: str, path: str, out: Path) -> None:
    """Every sheet of one page. Raises AssertionError if the page scrolls sideways."""
    for width_px in WIDTHS_PX:
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport={"width": width_px, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
                reduced_motion="reduce",
            )
            page.goto(base_url.rstrip("/") + path)
            scrolled_px = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert scrolled_px <= 0, f"{path} scrolls sideways by {scrolled_px} px at {width_px} px"
            page.screenshot(path=out / f"{name_of(path)}-{width_px}-{scheme}.png", full_page=True)
            if width_px == WIDTHS_PX[-1] and scheme == "light":
                page.pdf(path=out / f"{name_of(path)}-print.pdf", format="A4", prefer_css_page_size=True)
            page.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("base_url")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for path in arguments.paths:
            shoot(browser, arguments.base_url, path, arguments.out)
        browser.close()


if __name__ == "__main__":
    main()
