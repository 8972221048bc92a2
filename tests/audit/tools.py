"""Where `make audit` keeps what it tries pages with, and how the Nu HTML Checker and Lighthouse are asked.

All come in the versions that tests/audit/package-lock.json names; without Node.js or Java the tests that need them
are skipped, saying so.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

FOLDER = "FORTHRIGHT_AUDIT_TOOLS"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_LEAST_JAVA = 11
_MOST_WAITED_S = 300
_NO_FAULTS = (
    # It reads files, and so takes the site's own styles for those of another origin.
    ("Resource violates Content Security Policy (meta tag)", ""),
    # It takes a data block for a script; browsers do not (HTML, "prepare the script element"), which a test asks one.
    ("Inline script violates Content Security Policy (meta tag)", '<script type="application/ld+json">'),
)
"""What the checker says by mistake: words of its message, and of the HTML that it quotes."""


def faults_of_html(files: Iterable[Path]) -> list[str]:
    """What the Nu HTML Checker says of files and folders, one line each; warnings count. Skips the test without it."""
    java = shutil.which("java") or pytest.skip("The HTML checker needs Java 11 or newer, and there is none.")
    version = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    number = next((int(part.split(".")[0]) for part in version.split('"')[1:2]), 0)
    if number < _LEAST_JAVA:
        pytest.skip(f"The HTML checker needs Java {_LEAST_JAVA} or newer, and this is {version.splitlines()[0]}.")
    jar = _tool("vnu-jar/build/dist/vnu.jar")
    done = subprocess.run(
        [
            *(java, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"),
            *map(str, files),
        ],
        capture_output=True,
        text=True,
        timeout=_MOST_WAITED_S,
    )
    assert done.returncode == 0, done.stderr
    return [
        f"{message.get('url', '')}:{message.get('lastLine', 0)}: {message['message']} {message.get('extract', '')!r}"
        for message in json.loads(done.stdout)["messages"]
        if not any(said in message["message"] and of in message.get("extract", "") for said, of in _NO_FAULTS)
    ]


def lighthouse(url: str, *, preset: str, categories: Sequence[str]) -> dict[str, Any]:
    """Lighthouse's report on a page, as its JSON has it. `preset` is `mobile` or `desktop`. Skips without it."""
    node = shutil.which("node") or pytest.skip("Lighthouse needs Node.js 18.20 or newer, and there is none.")
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert chromium, f"no Chromium: install one of {', '.join(BROWSERS)}"
    done = subprocess.run(
        [
            *(node, str(_tool("lighthouse/cli/index.js")), url, "--quiet", "--output=json"),
            *(f"--only-categories={','.join(categories)}", "--chrome-flags=--headless=new --no-sandbox"),
            *(["--preset=desktop"] if preset == "desktop" else []),
        ],
        capture_output=True,
        text=True,
        timeout=_MOST_WAITED_S,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _tool(name: str) -> Path:
    folder = os.environ.get(FOLDER, "")
    tool = Path(folder) / "node_modules" / name
    if not folder or not tool.is_file():
        pytest.skip("`make audit` installs what this needs with npm, and has not done so.")
    return tool


def fuzzer_folder() -> Path:
    """Where Atheris is installed in the version of tests/audit/fuzzer.lock. Skips the test without it."""
    folder = Path(os.environ.get(FOLDER, "")) / "fuzzer"
    if not os.environ.get(FOLDER) or not (folder / "atheris").is_dir():
        pytest.skip("`make audit` installs Atheris, which fuzzes, on Linux and for Python 3.11 to 3.13, and has not.")
    return folder


def naughty_strings() -> list[str]:
    """A published list of strings that programs stumble over, each once. Skips the test without it."""
    found: list[str] = json.loads(_tool("big-list-of-naughty-strings/blns.json").read_text("utf-8"))
    return [each for each in dict.fromkeys(found) if each.strip()]
