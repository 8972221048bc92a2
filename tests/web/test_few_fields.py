"""Too many fields are refused before they are taken apart, in both ways in which a form is sent."""

import pytest
from flask import Flask

from portal import paths
from portal.app import MAX_FORM_BYTES, MAX_FORM_PARTS
from portal.web.few_fields import MOST_FIELDS
from tests.page_checks import check_page


@pytest.mark.parametrize(
    ("encoding", "most"),
    [("application/x-www-form-urlencoded", MOST_FIELDS), ("multipart/form-data", MAX_FORM_PARTS)],
)
@pytest.mark.parametrize(("more", "status"), [(0, 422), (1, 413)])
def test_more_fields_than_a_form_has_are_too_much(app: Flask, encoding: str, most: int, more: int, status: int) -> None:
    fields = {f"field{number}": "x" for number in range(most + more)}
    answer = app.test_client().post(paths.REPORT, data=fields, content_type=encoding)
    assert answer.status_code == status
    check_page(answer.text)


def test_a_form_longer_than_any_page_is_refused_before_it_is_read(app: Flask) -> None:
    body = b"what_happened=" + b"%D9%85" * (MAX_FORM_BYTES // 2 - 10)
    for length, status in ((len(body), 422), (3 * MAX_FORM_BYTES + 1, 413)):
        answer = app.test_client().post(
            paths.REPORT, data=body.ljust(length, b"a")[:length], content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == status


def test_a_flood_of_short_fields_is_refused(app: Flask) -> None:
    answer = app.test_client().post(
        paths.REPORT, data=b"a&" * 200_000, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
