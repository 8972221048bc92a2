"""The sample, built and served in a folder of its own, and a browser to look at it."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.flows.running import RunningPortal, portal
from tests.flows.sample import start_sample
from tests.notices.carriers.mail_server import free_port

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def served_sample() -> Iterator[tuple[Browser, RunningPortal]]:
    command = Path(sys.executable).with_name("portal")
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    with TemporaryDirectory(prefix="portal-look-") as folder, sync_playwright() as playwright:
        site = Path(folder) / "sample"
        start_sample(site)
        built = portal(command, "build", cwd=site)
        assert built.returncode == 0, built.stdout + built.stderr
        served = RunningPortal(command, site, free_port()).start()
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            yield browser, served
            browser.close()
        finally:
            served.kill()
