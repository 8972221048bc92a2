"""The wheel carries all it needs: installed in an empty environment, a portal starts from any folder."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.rules.sources import PACKAGE, ROOT


def run(*command: str | Path, cwd: Path) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PORTAL_"))}
    result = subprocess.run(command, cwd=cwd, env=environ, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    name = run(sys.executable, "-c", build, folder, cwd=ROOT).splitlines()[-1]
    return folder / name


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that knows the wheel and the packages it depends on, but not this checkout."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=ROOT)
    python = folder / "bin" / "python"
    own = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index",
        "--ignore-installed", "--disable-pip-version-check", wheel, cwd=folder)  # fmt: skip
    # Written last, so that pip neither sees nor touches what is installed beside this interpreter.
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_the_wheel_carries_every_file_of_the_package_the_templates_and_the_sample(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"portal/{file.relative_to(PACKAGE).as_posix()}" for file in PACKAGE.rglob("*") if file.is_file()}
    for folder in ("templates", "content"):
        wanted |= {f"portal/{f.relative_to(ROOT).as_posix()}" for f in (ROOT / folder).rglob("*") if f.is_file()}
    wanted = {name for name in wanted if "__pycache__" not in name}
    assert wanted - carried == set()
    strays = {name for name in carried if not name.startswith("portal/") and ".dist-info/" not in name}
    assert strays == set()


def test_a_portal_starts_from_the_wheel_in_any_folder(environment: Path, tmp_path: Path) -> None:
    portal = environment / "bin" / "portal"
    where = run(environment / "bin" / "python", "-c", "import portal; print(portal.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(environment)
    run(portal, "init", "mysite", cwd=tmp_path)
    site = tmp_path / "mysite"
    assert run(portal, "build", cwd=site).startswith("Published ")
    home = (site / "build" / "index.html").read_text("utf-8")
    assert "</html>" in home
    assert list((site / "build" / "static").rglob("*.css"))
