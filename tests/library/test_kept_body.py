"""A body that is read at the first look is, for whoever looks, the body that was kept."""

import copy
import pickle
from collections.abc import Callable

import pytest

from portal.library.kept_body import KeptBody
from portal.library.pages import Body, Heading, Policy

BODY = Body(html="<h2>When</h2>", headings=(Heading(level=2, anchor="when", text="When"),), text="When")


def _kept() -> KeptBody:
    return KeptBody.read_by(lambda: BODY)


def _page(body: Body) -> Policy:
    return Policy(title="Refunds", summary="When we pay back.").model_copy(update={"body": body})


@pytest.mark.parametrize(
    "look",
    [
        lambda body: (body.html, body.headings, body.text, body.markdown),
        lambda body: (body == BODY, body == Body(), Body() == body, body != BODY),
        lambda body: _page(body) == _page(BODY),
        lambda body: (hash(body), hash(_page(body))),
        repr,
        lambda body: body.model_dump(),
        lambda body: _page(body).model_dump_json(),
        lambda body: _page(body).model_copy(update={"title": "Another"}).model_dump_json(),
        lambda body: body.model_copy(update={"text": "Another"}),
        copy.copy,
        copy.deepcopy,
        lambda body: copy.deepcopy(_page(body)),
        lambda body: pickle.loads(pickle.dumps(body)),
        lambda body: Policy.model_validate(_page(body)).body.text,
    ],
)
def test_it_cannot_be_told_from_a_body(look: Callable[[Body], object]) -> None:
    assert look(_kept()) == look(BODY)


def test_it_is_read_at_the_first_look_and_once() -> None:
    reads: list[Body] = []

    def read() -> Body:
        reads.append(BODY)
        return BODY

    page = _page(KeptBody.read_by(read))
    page.model_copy(update={"title": "Another"}).model_dump(exclude={"body"})
    assert reads == []
    assert (page.body.html, page.body.text, type(page.body)) == (BODY.html, BODY.text, Body)
    assert reads == [BODY]


def test_it_has_nothing_that_a_body_has_not() -> None:
    with pytest.raises(AttributeError):
        _ = _kept().title  # type: ignore[attr-defined]
