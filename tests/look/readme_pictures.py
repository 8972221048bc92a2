"""The pictures of README.md: the sample is built and served in a folder of its own, and looked at with Chromium.

    python -m tests.look.readme_pictures [--out docs/pictures]

In the sample that is photographed one person has the fault desk at every hour, so that the pictures hang on nothing but
the times in them.
"""

import argparse
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.look.served_sample import served_sample

WIDTH_PX = 860
MAX_BYTES = 150_000
PROMISE = "/commitments/first-reply-to-a-fault/"
WORDS = "Nothing loads since this morning. The light on the white box is red. I turned it off and on twice, as you say."


def promise(page: Page, url: str) -> None:
    """A promise as customers read it."""
    page.goto(url + PROMISE)


def check(page: Page, url: str) -> None:
    """The page before sending: who gets it, and by when they answer."""
    page.goto(url + "/report")
    page.get_by_label("My internet is down").check()
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_label("I'm cut off").check()
    page.locator("input[name=contact][value=mail]").check()
    page.locator("input[name=mail]").fill("sam@example.org")
    page.locator("input[name=name]").fill("Sam Reed")
    page.get_by_role("button", name="See it before it goes").click()
    page.get_by_role("button", name="Send to").wait_for()


PICTURES = {"promise": (promise, 1120), "check": (check, 1040)}
"""What shows the page, and how much of it is taken, in pixels."""


def take(browser: Browser, url: str, out: Path) -> None:
    """Raises AssertionError for a picture that would weigh too much in README.md."""
    for name, (show, height_px) in PICTURES.items():
        page = browser.new_page(
            viewport={"width": WIDTH_PX, "height": height_px}, color_scheme="light", reduced_motion="reduce"
        )
        show(page, url)
        file = out / f"{name}.png"
        page.screenshot(path=file)
        page.close()
        assert file.stat().st_size <= MAX_BYTES, f"{file} weighs {file.stat().st_size} bytes; take less of the page"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with served_sample() as (browser, served):
        take(browser, served.url, arguments.out)


if __name__ == "__main__":
    main()
