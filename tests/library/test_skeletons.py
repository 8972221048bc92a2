"""A new page begins with the fields that its kind needs, and the check asks for what only its editor can say."""

from datetime import date

import pytest

from portal.library.field_faults import typed
from portal.library.front_matter import page_document
from portal.library.new_pages.kinds import KINDS
from portal.library.skeletons import new_source, skeleton
from tests.workplaces import small_library

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_is_needed_stands_in_it_and_is_asked_for_where_it_is_empty(kind: str) -> None:
    text = skeleton(kind, 'A "new" page: with signs', small_library(), TODAY)
    document, faults = page_document(text, "page.md")
    assert faults == []
    found = typed(document, KINDS[kind].model, "a page", {"slug": "a", "source": "page.md", "path": "/a/"})
    assert not [problem for problem in found.problems if "missing" in problem.what]
    assert found.model is not None
    assert found.model.title == 'A "new" page: with signs'


def test_it_lies_where_no_page_lies_yet() -> None:
    assert new_source("policy", "Refunds", small_library()) == "content/public/policies/refunds-2.md"
    assert new_source("page", "Über uns", small_library()) == "content/public/uber-uns.md"
    assert new_source("guide", "Saying no", small_library()) == "content/desk/guides/saying-no-2.md"
