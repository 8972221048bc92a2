"""The pictures of README.md: the sample is built and served in a folder of its own, and looked at with Chromium.

    python -m tests.look.readme_pictures [--out docs/pictures]

In the sample that is photographed one person has the fault desk at every hour, so that the pictures hang on nothing but
the times in them.
"""

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from tests.flows.running import RunningPortal, portal
from tests.flows.sample import start_sample
from tests.notices.carriers.mail_server import free_port

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
    command = Path(sys.executable).with_name("portal")
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    with TemporaryDirectory(prefix="portal-pictures-") as folder, sync_playwright() as playwright:
        site = Path(folder) / "sample"
        start_sample(site)
        built = portal(command, "build", cwd=site)
        assert built.returncode == 0, built.stdout + built.stderr
        served = RunningPortal(command, site, free_port())
        served.start()
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            take(browser, served.url, arguments.out)
            browser.close()
        finally:
            served.stop()


if __name__ == "__main__":
    main()
