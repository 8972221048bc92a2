"""A page of another generator says the same here, and what could not be taken over is told with its line."""

from time import process_time

import pytest

from portal.library.importing.converting import ConvertedPage, converted
from portal.library.importing.generators import Generator
from portal.library.importing.links_in_text import Led, lead_links

PLAIN = Generator("plain folder", config={"title": "The Handbook"})


def page(written: str, path: str = "page.md") -> ConvertedPage:
    return converted(path, written, PLAIN)


@pytest.mark.parametrize(
    ("written", "title", "summary"),
    [
        ("---\ntitle: Refunds\ndescription: Money back.\n---\nText.", "Refunds", "Money back."),
        ("# Refunds *now*\n\nYou get your money back. In days.", "Refunds now", "You get your money back."),
        ("Refunds\n=======\n\n![](a.png)\n\nWe pay [it](x.md) back.", "Refunds", "We pay it back."),
        ("<h1 align=center>Refunds</h1>\n\n- a list", "Refunds", "Refunds"),
        ("No heading at all", "Page", "No heading at all"),
    ],
)
def test_every_page_has_a_title_and_a_summary(written: str, title: str, summary: str) -> None:
    found = page(written)
    assert (found.title, found.summary) == (title, summary)
    assert not any(sign in found.text.text for sign in ("# Refunds", "====", "<h1"))


@pytest.mark.parametrize(
    ("written", "expected", "told"),
    [
        ("> [!NOTE]\n> Mind it.", "!!! note\n    Mind it.", ""),
        (":::tip Try this\nIt helps.\n:::", '!!! tip "Try this"\n    It helps.', ""),
        ('??? info "More"\n    Hidden.', '!!! info "More"\n    Hidden.', ""),
        ('=== "Mac"\n\n    Press it.', "**Mac**\n\n\nPress it.", "1: The tab `Mac`"),
        ("{{< warning >}}\nHot.\n{{< /warning >}}", "!!! warning\n    Hot.", ""),
        ('{% hint style="info" %}\nSo.\n{% endhint %}', "!!! info\n    So.", ""),
        ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```", ""),
        ('[x]({{< ref "a.md" >}})', "[x](a.md)", ""),
        ("{{ site.title }}", "The Handbook", ""),
        ("{{ page.gone }}", "`{{ page.gone }}`", "1: `{{ page.gone }}` was filled in"),
        ("Before\n\n{% include menu.html %}", "Before", "3: `{% include menu.html %}` is a tag"),
        ("`{{< ref >}}` {% raw %}a{% endraw %}", "`{{< ref >}}` a", ""),
        ('--8<-- "part.md"\nAfter', "After", '1: `--8<-- "part.md"` brings in'),
        ("<script>run()</script>Words", "Words", "1: `<script>` is not allowed"),
        ('<iframe src="https://a.org/v"></iframe>', "<https://a.org/v>", "1: `<iframe>` is not allowed"),
        ('<p style="x" class="y">a</p>', '<p class="y">a</p>', "1: `style` is not allowed"),
        ('<div class="grid">\n\n**a**\n\n</div>', "**a**", ""),
        ("Set <name> here", "Set &lt;name&gt; here", "1: `<name>` is no element"),
        ("<!-- hidden -->Words", "Words", "1: A comment"),
        ("Some ~~old~~ words\n\n{:toc}", "Some <del>old</del> words", ""),
        ("# One\n\n# Two\n\n## Three", "## Two\n\n### Three", "3: There are headings"),
    ],
)
def test_what_can_be_said_here_is_said_and_the_rest_is_told(written: str, expected: str, told: str) -> None:
    found = page(f"---\ntitle: T\n---\n{written}" if "# One" not in written else written)
    assert found.text.text.strip() == expected
    after = 0 if "# One" in written else 3
    remarks = [f"{each.line - after}: {each.what}" for each in found.remarks]
    assert any(each.startswith(told) for each in remarks) if told else remarks == []


def test_lines_of_programs_and_components_leave_their_words() -> None:
    found = page("import Tabs from '@theme/Tabs';\n\n# T\n\n<Tabs>\n\nWords\n\n</Tabs>\n", "page.mdx")
    assert found.text.text.split() == ["Words"]
    assert [each.line for each in found.remarks] == [1, 5]


def test_dates_and_drafts_are_kept_and_other_fields_are_named() -> None:
    found = page("---\ntitle: T\npublished: false\nlast_reviewed_on: 2026-01-01\nreview_in: 2 weeks\ntags: [a]\n---\n")
    assert (found.draft, str(found.days["review_by"]), found.left) == (True, "2026-01-15", ("tags",))


@pytest.mark.parametrize(
    "sign", ["[", "`", "<", "{{<", "{%", "](", "> ", "- ", "~~", "<a ", "<!--", "![[", "\\`", "    ", ":::note\n"]
)
def test_hostile_texts_take_time_in_proportion_to_their_length(sign: str) -> None:
    before = process_time()
    for written in ("x " + sign * (20_000 // len(sign)), "x\n" + f"{sign}\n" * 1_000):
        lead_links(page(written).text, lambda href, image: Led(None))
    assert process_time() - before < 20
