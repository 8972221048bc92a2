"""Fields are written quickly, and not a character different."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from wtforms.widgets import html_params

from portal.web.quick_fields import attributes

NAMES = st.text("abz_-<\"'&", min_size=1, max_size=8) | st.sampled_from(["class_", "data_x_y", "aria_label", "for_"])
VALUES = st.booleans() | st.none() | st.integers() | st.text(max_size=20) | st.text("<>&\"'", max_size=6).map(Markup)


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_attributes_are_those_that_wtforms_writes(values: dict[str, object]) -> None:
    written = attributes(**values)
    assert isinstance(written, Markup)
    assert written == html_params(**values)
