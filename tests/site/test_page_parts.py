import pytest

from portal.site.page_parts import missing_parts

OURS = """<!doctype html><html lang="en"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>A</title>
<link rel="stylesheet" href="/a.css"><link rel="canonical" href="https://x.example/a/"></head><body>
<a href="#main">Skip to the content</a><main id="main"><h1>A</h1>
<form method="post" action="/report"><input type="hidden" name="csrf_token"><textarea name="words"></textarea></form>
</main><footer><a href="tel:0123">0123</a><a href="/report">Tell us</a><a href="/report?page=/a/">Unclear</a></footer>
</body></html>"""


@pytest.mark.parametrize(
    ("gone", "instead", "says"),
    [
        ("default-src 'none'", "default-src *", "does not say what it may load"),
        (' lang="en"', "", "does not say its language"),
        ("<title>A</title>", "", "no title"),
        ('<link rel="stylesheet" href="/a.css">', "", "no style sheet"),
        ('<link rel="canonical" href="https://x.example/a/">', "", "Search engines"),
        ('<a href="#main">Skip to the content</a>', "", "skip to the content"),
        ('<main id="main">', '<div id="main">', "no main part"),
        ("<h1>A</h1>", "", "no main heading"),
        ("<h1>A</h1>", "<h1>A</h1><h1>B</h1>", "2 main headings"),
        ('<a href="tel:0123">0123</a>', "", "how to reach a person"),
        ('<a href="/report">Tell us</a>', "", "No link leads to the form"),
        ('<a href="/report?page=/a/">Unclear</a>', "", "say that the page is unclear"),
        ('<input type="hidden" name="csrf_token">', "", "has no `csrf_token`"),
        ('<textarea name="words"></textarea>', "", "has no `words`"),
        ('action="/report"', 'action="/elsewhere"', "sends to `/report` is not on the page"),
        ("<h1>A</h1>", "<h1>A</h1><script>1</script>", "`<script>` stands in the page"),
        ("<h1>A</h1>", "<h1>A</h1><style>a{}</style>", "`<style>` stands in the page"),
        ("<h1>A</h1>", '<h1 onclick="x()">A</h1>', "`onclick=` stands in the page"),
        ("<h1>A</h1>", '<h1 style="color:red">A</h1>', "`style=` stands in the page"),
    ],
)
def test_what_an_own_template_drops_is_told(gone: str, instead: str, says: str) -> None:
    assert gone in OURS
    found = list(missing_parts(OURS, OURS.replace(gone, instead, 1)))
    assert [says in missing.what for missing in found] == [True]
    assert found[0].remedy.endswith(".")


def test_another_look_with_everything_in_it_is_right() -> None:
    theirs = OURS.replace("<h1>A</h1>", "<p>Before.</p><h1>Another</h1><p>More.</p>").replace("/a.css", "/b.css")
    assert list(missing_parts(OURS, theirs)) == []


def test_what_ours_holds_already_may_stay() -> None:
    """A page whose text may hold scripts (`allow_html`)."""
    page = OURS.replace("<h1>A</h1>", "<h1>A</h1><script>1</script>")
    assert list(missing_parts(page, page)) == []
