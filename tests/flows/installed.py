"""Forthright as a stranger has it: the wheel, in an environment that knows its dependencies but not this checkout."""

import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from tests.flows.running import environment

CHECKOUT = Path(__file__).parents[2]
_BUILD = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"


@dataclass(frozen=True, slots=True)
class Installed:
    """`python` and `command` (`portal`) of the environment in `folder`."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def command(self) -> Path:
        return self.folder / "bin" / "portal"


def install_wheel(folder: Path) -> Installed:
    """Build the wheel and install it alone; its dependencies are those installed beside this interpreter."""
    wheel = folder / _run(sys.executable, "-c", _BUILD, folder, cwd=CHECKOUT).splitlines()[-1]
    installed = Installed(folder / "venv")
    _run(sys.executable, "-m", "venv", "--without-pip", installed.folder, cwd=folder)
    own = Path(_run(installed.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder))
    _run(sys.executable, "-m", "pip", "--python", installed.python, "install", "--quiet", "--no-deps", "--no-index",
         "--ignore-installed", "--disable-pip-version-check", wheel, cwd=folder)  # fmt: skip
    # Written last, so that pip neither sees nor touches the dependencies. A path in a .pth file brings in no other
    # .pth files, so the editable installation of this checkout stays out.
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = Path(_run(installed.python, "-c", "import portal; print(portal.__file__)", cwd=folder))
    assert where.is_relative_to(installed.folder), f"portal comes from {where} and not from the wheel"
    return installed


def _run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, env=environment(), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()
