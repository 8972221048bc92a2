"""Every kind of page on a sheet of its own, at three widths, light and dark, and as printed: what `make look` looks at.

    python -m tests.look.make_sheets [--out screenshots] [kind …]

The sample is built and served in a folder of its own, and each page is brought into being as people do, in the same way
and by the same list as where every page is tried by everybody. `<kind>.png` holds the six looks side by side, made
smaller; `pages/` each by itself at full size; `<kind>.pdf` the page on paper. Kinds named are the only ones taken.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from tests.flows.running import RunningPortal
from tests.flows.test_every_page_can_be_used_by_everybody import DYNAMIC, PUBLISHED, Reports, go_to
from tests.look.served_sample import served_sample

WIDTHS_PX = (320, 768, 1280)
SCHEMES = ("light", "dark")
BROKEN = "Something broke on our side"
SMALLER = 0.4
MOST_HEIGHT_PX = 1_600
"""Of a sheet; the end of a longer page is on its own picture."""


def file_name(kind: str) -> str:
    """`my desk with nothing on it` becomes `my-desk-with-nothing-on-it`."""
    return re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-")


def looks_of(page: Page, name: str, out: Path) -> list[Path]:
    """The pictures of the page that is open, in every look. Raises AssertionError if it scrolls sideways."""
    pictures = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for width_px in WIDTHS_PX:
            page.set_viewport_size({"width": width_px, "height": 900})
            scrolled_px = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert scrolled_px <= 0, f"{name} scrolls sideways by {scrolled_px} px at {width_px} px"
            picture = out / "pages" / f"{name}-{width_px}-{scheme}.png"
            page.screenshot(path=picture, full_page=True)
            pictures.append(picture)
    page.emulate_media(color_scheme="light")
    page.pdf(path=out / f"{name}.pdf", format="A4", prefer_css_page_size=True)
    return pictures


def sheet(browser: Browser, title: str, pictures: Sequence[Path], file: Path) -> None:
    """The pictures side by side."""
    widths = [round(width_px * SMALLER) for _ in SCHEMES for width_px in WIDTHS_PX]
    shown = "".join(
        f'<img src="{picture.resolve().as_uri()}" width="{width}" alt="">'
        for picture, width in zip(pictures, widths, strict=True)
    )
    width_px = sum(widths) + 20 * (len(widths) + 1)
    page = browser.new_page(viewport={"width": width_px, "height": MOST_HEIGHT_PX})
    source = file.with_suffix(".html")
    source.write_text(
        "<!doctype html><meta charset=utf-8><style>body{margin:20px;background:#888;font:16px sans-serif}"
        f"div{{display:flex;gap:20px;align-items:start}}</style><p>{title}</p><div>{shown}</div>",
        "utf-8",
    )
    page.goto(source.resolve().as_uri())
    height_px = min(page.evaluate("Math.ceil(document.body.getBoundingClientRect().bottom) + 20"), MOST_HEIGHT_PX)
    page.screenshot(path=file, clip={"x": 0, "y": 0, "width": width_px, "height": height_px})
    page.close()
    source.unlink()


def make(browser: Browser, served: RunningPortal, kinds: Iterable[str], out: Path) -> dict[str, str]:
    """A sheet of each kind. The kinds of which there is none come back with what was in the way."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    reports: Reports | None = None
    failed = {}
    for kind in kinds:
        page = context.new_page()
        try:
            if kind in PUBLISHED:
                page.goto(served.url + PUBLISHED[kind])
            else:
                reports = reports or Reports(served)
                go_to(page, reports, kind)
            assert not page.get_by_role("heading", name=BROKEN).count(), "it broke"
            sheet(browser, kind, looks_of(page, file_name(kind), out), out / f"{file_name(kind)}.png")
        except (AssertionError, Error) as error:
            failed[kind] = str(error)
        page.close()
    return failed


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("kinds", nargs="*", metavar="kind", help="such as `form` or `my desk`; all if none is named")
    arguments = parser.parse_args()
    every = (*PUBLISHED, *DYNAMIC)
    if unknown := [kind for kind in arguments.kinds if kind not in every]:
        parser.error(f"there is no kind of page called {unknown[0]!r}; there are {', '.join(every)}")
    (arguments.out / "pages").mkdir(parents=True, exist_ok=True)
    with served_sample() as (browser, served):
        failed = make(browser, served, arguments.kinds or every, arguments.out)
    if failed:
        sys.exit("\n".join(f"There is no sheet of the kind {kind!r}: {why}" for kind, why in failed.items()))


if __name__ == "__main__":
    main()
