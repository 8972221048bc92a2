from pathlib import Path

from flask import Flask

from portal.library.published import Published
from portal.library.release import release_of
from portal.settings import Settings
from portal.site.public_site import public_site
from portal.site.showing import shower
from portal.site.template_reference import filled_in
from portal.site.template_values import VALUES
from portal.site_app import new_app
from tests.site.conftest import AT, library

DOCUMENT = Path(__file__).parents[2] / "docs" / "make-it-yours.md"


def test_the_document_lists_the_blocks_and_values_that_there_are() -> None:
    """`make reference` writes them anew."""
    text = DOCUMENT.read_text("utf-8")
    assert filled_in(text) == text
    assert "| `base.html` | `title`," in text


def test_every_template_of_the_public_pages_may_use_what_the_document_lists(tmp_path: Path) -> None:
    app: Flask = new_app("test", Settings(site_dir=tmp_path))
    own = tmp_path / "templates" / "names.html"
    own.parent.mkdir()
    own.write_text(" ".join(f"{{{{ {name} is defined }}}}" for name in VALUES), "utf-8")
    view = public_site(release_of(library(), AT), Published(), AT).live()
    with app.test_request_context():
        shown = shower(view, str, False)("names.html", "/")
    assert dict(zip(VALUES, shown.split(), strict=True)) == dict.fromkeys(VALUES, "True")
