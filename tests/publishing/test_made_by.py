"""Whatever makes pages stands in the version of the code, so that nothing is kept beyond it."""

from importlib.metadata import version

import pytest

from portal.publishing import made_by
from portal.publishing.made_by import code_version


@pytest.mark.parametrize("library", ["pyyaml", "markdown", "pydantic", "nh3", "jinja2"])
def test_another_version_of_a_library_is_another_version_of_the_code(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = code_version()
    monkeypatch.setattr(made_by, "version", lambda name: "of tomorrow" if name == library else version(name))
    assert code_version.__wrapped__() != before
