"""Hostile Markdown is ended in time and costs no other page anything."""

import time

from portal.library.rendered import RenderFault, Request
from portal.library.renderer import Renderer
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
