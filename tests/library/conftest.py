"""One renderer for all tests of the library: its process is started once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from portal.library.loader import Loaded, load_library
from portal.library.renderer import Renderer
from tests.library.broken_sites import TODAY, lay_out


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    with Renderer(timeout_s=3) as kept:
        yield kept


@pytest.fixture
def load(tmp_path: Path, renderer: Renderer) -> Callable[..., Loaded]:
    """Loads the right site with some files written over it: `load({"content/public/x.md": "…"})`."""

    def load_with(files: dict[str, str | bytes] | None = None) -> Loaded:
        site = lay_out(Path(mkdtemp(dir=tmp_path)) / "site")
        for name, text in (files or {}).items():
            file = site / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)
        return load_library(site, TODAY, renderer)

    return load_with
