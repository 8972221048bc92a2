"""A page's old address is the one that its generator gave it."""

import pytest

from portal.library.importing.generators import Generator
from portal.library.importing.old_addresses import old_addresses

MKDOCS = Generator("MkDocs", (("docs", ""),), prefix="/project")
JEKYLL = Generator("Jekyll", pretty=False, config={"collections": {"rules": {"permalink": "/:collection/:path/"}}})
HUGO = Generator("Hugo", (("content", ""), ("content/fr", "/fr")))
DOCUSAURUS = Generator("Docusaurus", (("docs", "/docs"), ("blog", "/blog")))
ELEVENTY = Generator("Eleventy", (("pages", ""),))


@pytest.mark.parametrize(
    ("generator", "path", "fields", "expected"),
    [
        (MKDOCS, "docs/guide/install.md", {}, "/project/guide/install/"),
        (MKDOCS, "docs/guide/index.md", {}, "/project/guide/"),
        (Generator("MkDocs", (("docs", ""),), pretty=False), "docs/a/b.md", {}, "/a/b.html"),
        (JEKYLL, "about.md", {}, "/about.html"),
        (JEKYLL, "about.md", {"permalink": "/who-we-are"}, "/who-we-are/"),
        (JEKYLL, "_posts/2024-03-09-new-prices.md", {"categories": ["News"]}, "/news/2024/03/09/new-prices.html"),
        (JEKYLL, "_posts/2024-03-09-new.md", {"permalink": "/:year/:title/"}, "/2024/new/"),
        (JEKYLL, "_rules/leave/holidays.md", {}, "/rules/leave/holidays/"),
        (JEKYLL, "_other/holidays.md", {}, "/other/holidays.html"),
        (HUGO, "content/Docs/Big Page.md", {}, "/docs/big-page/"),
        (HUGO, "content/docs/page.md", {"slug": "another"}, "/docs/another/"),
        (HUGO, "content/docs/page.md", {"url": "/elsewhere/"}, "/elsewhere/"),
        (HUGO, "content/docs/_index.md", {}, "/docs/"),
        (HUGO, "content/fr/docs/page.md", {}, "/fr/docs/page/"),
        (DOCUSAURUS, "docs/01-start/02-install.md", {}, "/docs/start/install/"),
        (DOCUSAURUS, "docs/guide/page.md", {"id": "named"}, "/docs/guide/named/"),
        (DOCUSAURUS, "docs/guide/page.mdx", {"slug": "/top"}, "/docs/top/"),
        (DOCUSAURUS, "blog/2024-03-09-hello.md", {}, "/blog/2024/03/09/hello/"),
        (ELEVENTY, "pages/leave/leave.md", {}, "/leave/"),
        (ELEVENTY, "pages/leave.md", {"permalink": "/{{ title }}/"}, "/leave/"),
        (Generator("GitBook", pretty=False), "part/one.md", {}, "/part/one.html"),
        (Generator("GitBook", pretty=False), "part/README.md", {}, "/part/"),
        (Generator("plain folder"), "manual/page.html.md", {}, "/manual/page/"),
    ],
)
def test_the_first_is_the_page_s_own(generator: Generator, path: str, fields: dict[str, object], expected: str) -> None:
    assert old_addresses(path, fields, generator)[0] == expected


def test_addresses_that_led_there_before_go_on_leading_there() -> None:
    fields = {"aliases": ["/old/", "beside"], "redirect_from": "https://example.org/older.html"}
    assert old_addresses("content/docs/page.md", fields, HUGO)[1:] == ["/old/", "/docs/beside", "/older.html"]
