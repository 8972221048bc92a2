"""Advice is silenced by its name, on a page or everywhere; a silencing that silences nothing is told."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from portal.library.advice.all_advice import advice_on
from portal.library.problems import Problem
from portal.library.read_content import ReadContent
from tests.library.advice.conftest import policy

Read = Callable[..., ReadContent]


def told(content: ReadContent, of_links: list[Problem] | None = None) -> list[str]:
    return [
        each.advice or each.what for each in advice_on(content, of_links) if "/p.md" in each.path or "yml" in each.path
    ]


@pytest.mark.parametrize(
    ("body", "fields", "site", "said"),
    [
        ("We utilise it.", "", "", ["word-to-avoid"]),
        ("We utilise it.", "advice_off: word-to-avoid", "", []),
        ("We utilise it.", "", "word-to-avoid", []),
        (
            "We use it.",
            "advice_off: [word-to-avoid, long-sentence]",
            "",
            [
                "`word-to-avoid` is silenced, and there is nothing to silence here.",
                "`long-sentence` is silenced, and there is nothing to silence here.",
            ],
        ),
        ("We use it.", "", "history-gap", ["`history-gap` is silenced, and there is nothing to silence anywhere."]),
        ("We use it.", "advice_off: [dead-link, review-soon]", "", []),
    ],
)
def test_advice_is_silenced_and_a_needless_silencing_is_told(
    read: Read, body: str, fields: str, site: str, said: list[str]
) -> None:
    assert told(read(policy(body, fields), site=f"advice_off: [{site}]" if site else "")) == said


def test_links_can_be_silenced_once_they_are_looked_up(read: Read) -> None:
    content = read(policy("We use it.", "advice_off: [dead-link, moved-link]"))
    dead = Problem("content/public/policies/p.md", 6, 1, "`x` leads nowhere.", "Correct it.", "warning", "dead-link")
    assert told(content, [dead]) == ["`moved-link` is silenced, and there is nothing to silence here."]
    elsewhere = told(content, [replace(dead, path="content/public/about.md")])
    assert elsewhere[0] == "`dead-link` is silenced, and there is nothing to silence here."


def test_a_name_that_is_no_advice_is_a_problem_with_the_nearest_one(read: Read, load: Callable[..., object]) -> None:
    content = read(policy("We use it.", "advice_off: long-sentences"))
    [document] = [entry.document for entry in content.entries if entry.file.source.endswith("/p.md")]
    assert not document.is_right("advice_off")
