"""Parts that are the same on many pages are made once, and no page shows another's."""

from datetime import date

import pytest
from jinja2 import DictLoader, Environment

from portal.library.published import Published
from portal.library.release import release_of
from portal.settings import Settings
from portal.site import showing
from portal.site.addresses import addresses
from portal.site.navigation import NavItem
from portal.site.public_site import public_site
from portal.site.same_parts import SameParts, each_alone, place_in
from portal.site.static_files import StaticFiles
from portal.site_app import create_site
from tests.site.conftest import AT, library
from tests.site.test_what_changed import weaker_since

PART = "{% call same(about) %}<b>{{ about }} for {{ reader }}</b>{% endcall %}"


def _every_page() -> dict[str, bytes]:
    settings, release, history = Settings(), release_of(library(), AT), weaker_since(date(2026, 3, 1))
    client = create_site(release, Published(), AT, settings, history).test_client()
    live = public_site(release, Published(), AT, history).live()
    files = StaticFiles(settings.static_dirs, release.library.site.theme)
    return {address: client.get(address).data for address in addresses(live, files)}


def test_every_page_is_as_it_would_be_with_all_of_its_parts_made_for_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    once = _every_page()
    monkeypatch.setattr(showing, "SameParts", lambda: each_alone)
    assert once == _every_page()


def test_a_part_is_made_once_for_each_place_and_each_of_what_it_is_made_from() -> None:
    texts = {"a": PART, "b": PART.replace("<b>", "<i>")}
    environment = Environment(autoescape=True, loader=DictLoader(texts))
    same = SameParts()
    said = [
        environment.get_template(name).render(same=same, about=about, reader=reader)
        for name, about, reader in (("a", "<1>", "ada"), ("a", "<1>", "bo"), ("a", "2", "bo"), ("b", "<1>", "bo"))
    ]
    assert said == ["<b>&lt;1&gt; for ada</b>"] * 2 + ["<b>2 for bo</b>", "<i>&lt;1&gt; for bo</b>"]


def test_no_template_shows_the_part_of_another_that_reads_alike() -> None:
    words = "{%% macro word() %%}%s{%% endmacro %%}{%% call same() %%}{{ word() }}{%% endcall %%}"
    environment = Environment(autoescape=True, loader=DictLoader({name: words % name for name in ("a", "b")}))
    same = SameParts()
    assert [environment.get_template(name).render(same=same) for name in "abab"] == ["a", "b", "a", "b"]


def test_what_is_made_from_a_list_is_made_every_time() -> None:
    template = Environment(autoescape=True).from_string(PART)
    same = SameParts()
    assert [template.render(same=same, about=[], reader=each) for each in "ab"] == [
        "<b>[] for a</b>",
        "<b>[] for b</b>",
    ]


@pytest.mark.parametrize(
    ("path", "place"), [("/policies/", (None, True)), ("/policies/one/", (None, False)), ("/", (None, None))]
)
def test_a_page_stands_at_an_item_below_it_or_elsewhere(path: str, place: tuple[bool | None, ...]) -> None:
    assert place_in((NavItem("Topics", "/topics/"), NavItem("Policies", "/policies/")), path) == place
