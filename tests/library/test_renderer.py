"""Hostile Markdown is ended in time and costs no other page anything."""

import time

from portal.library.renderer import Renderer, RenderFault, Request
from portal.library.rendering import render


def test_a_bomb_is_ended_and_the_pages_after_it_are_rendered() -> None:
    with Renderer(timeout_s=2, processes=1) as renderer:
        began = time.monotonic()
        answers = renderer.render_all([Request("One"), Request("[" * 6000), Request("1. " * 2000), Request("Two")])
    assert answers == [render("One"), RenderFault("too slow"), RenderFault("too deep"), render("Two")]
    assert time.monotonic() - began < 60


def test_several_processes_answer_in_the_order_of_the_questions() -> None:
    texts = [f"## Page {number}\n\nText with a [link](p{number}.md)." for number in range(200)]
    with Renderer(processes=3) as renderer:
        answers = renderer.render_all([Request(text) for text in texts])
    assert answers == [render(text) for text in texts]


def test_what_was_begun_early_is_answered_as_if_it_were_asked_for_at_once() -> None:
    requests = [Request(f"Text {number % 90} with `code`.") for number in range(130)]
    with Renderer(processes=2) as renderer:
        for request in requests[:100]:
            renderer.begin(request)
        answers = renderer.render_all(requests)
        again = renderer.render_all(requests[:2])
    assert answers == [render(request.text) for request in requests]
    assert again == answers[:2]


def test_what_nobody_asks_for_in_the_end_holds_up_no_end() -> None:
    began = time.monotonic()
    with Renderer(timeout_s=1, processes=1) as renderer:
        for number in range(60):
            renderer.begin(Request("[" * (6000 + number)))
    assert time.monotonic() - began < 30
