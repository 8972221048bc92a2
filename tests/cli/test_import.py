"""`portal import` takes folders of every generator: nothing is lost, nothing is overwritten, and the site builds."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from portal.cli.main import portal
from portal.library.loader import load_library
from tests.workplaces import write_content

TODAY = date(2026, 11, 22)
PICTURE = b"\x89PNG\r\n\x1a\n"
TREES: dict[str, dict[str, str]] = {
    "MkDocs": {
        "mkdocs.yml": "site_name: Rules\nsite_url: https://example.org/rules/\n",
        "docs/index.md": "# Rules\n\n[Leave](leave/long.md#a-b), [here](https://example.org/rules/leave/long/).\n",
        "docs/leave/long.md": '# Long leave\n\n## A & B\n\n!!! note "Mind"\n    [back](../index.md#rules)\n\n'
        "![plan](../img/Plan 1.png)\n",
        "docs/img/Plan 1.png": "",
        "docs/img/unused.png": "",
        "README.md": "# Of the repository\n",
    },
    "Jekyll": {
        "_config.yml": "url: https://example.org\nbaseurl: /h\ncollections:\n  rules:\n    output: true\n",
        "_rules/pay.md": "---\ntitle: Pay\nredirect_from: [/old-pay]\n---\n"
        "See [news]({% post_url 2024-01-02-news %}) and {% include x.html %}\n",
        "_posts/2024-01-02-news.md": "---\ntitle: News\n---\n"
        "[pay]({{ site.baseurl }}/rules/pay.html), [gone](/nowhere/)\n",
        "_includes/x.md": "words\n",
        "_data/nav.yml": "a: b\n",
    },
    "Hugo": {
        "hugo.toml": 'baseURL = "https://example.org/"\n',
        "content/docs/_index.md": "+++\ntitle = \"Docs\"\n+++\n",
        "content/docs/one.md": '+++\ntitle = "One"\ndraft = true\n+++\n{{< unknown >}}words{{< /unknown >}}\n',
        "content/docs/two.md": '+++\ntitle = "Two"\naliases = ["/second/"]\n+++\n'
        '[one]({{< relref "one.md" >}}) ![p](/p.png)\n',
        "static/p.png": "",
    },
    "Docusaurus": {
        "docusaurus.config.js": "module.exports = { url: 'https://example.org', baseUrl: '/', };\n",
        "docs/01-start/01-first.mdx": "---\nslug: /begin\n---\nimport X from 'x';\n\n# First\n\n"
        ":::danger\nNo.\n:::\n\n<X>Words</X> [next](./02-next.md)\n",
        "docs/01-start/02-next.md": "# Next\n\n[first](/docs/begin) <form><input name=a></form>\n",
    },
    "GitBook": {
        "SUMMARY.md": "# Summary\n\n* [One](one.md)\n",
        "README.md": "# Book\n\n[One](one.md)\n",
        "one.md": "# One\n\n{% hint style=\"info\" %}\nSo [it][b] is.\n{% endhint %}\n\n[b]: README.md\n",
    },
    "Eleventy": {
        ".eleventy.js": "module.exports = () => ({ dir: { input: 'pages' } });\n",
        "pages/a.md": "---json\n{}\n---\n# Odd\n",
        "pages/b.md": "---\ntitle: B\npermalink: /bee/\n---\n<a href=\"/a/\">A</a> <img src=\"x.png\" alt=\"lost\">\n",
    },
    "plain folder": {
        "A File.md": "Text without a title, [[b]], [other](B.md#nowhere) and [desk](javascript:x).\n",
        "B.md": "# B\n\n### Deep\n\n# Again\n",
        "b!.md": "# B twice\n",
        "data.csv": "1\n",
    },
}  # fmt: skip


def planted(folder: Path, tree: dict[str, str]) -> Path:
    for name, text in tree.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(PICTURE if name.endswith(".png") else text.encode())
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_content(tmp_path / "site")
    return tmp_path / "site"


def run(site: Path, folder: Path, *words: str) -> Result:
    return CliRunner().invoke(portal, ["import", str(folder), *words, "--site", str(site)])


def imported(site: Path, folder: Path, *words: str) -> dict[str, Any]:
    result = run(site, folder, "--format", "json", *words)
    assert result.exit_code in (0, 1), result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_generator_s_pages_come_whole_with_their_addresses_and_the_site_builds(
    site: Path, tmp_path: Path
) -> None:
    reports = {}
    for number, (name, tree) in enumerate(TREES.items()):
        folder = planted(tmp_path / f"tree-{number}", tree)
        before = contents(folder)
        report = reports[name] = imported(
            site, folder, "--into", f"policies/part-{number}", "--review-by", "2027-03-31"
        )
        assert report["generator"] == name
        assert contents(folder) == before, "the source was touched"
        assert {each["path"] for each in report["each"]} == set(before), "a file is in no report"
        for each in report["each"]:
            assert each["target"] or each["remarks"], f"{each['path']} was left out without a word"
            assert not each["target"] or (site / each["target"]).is_file()
    loaded = load_library(site, TODAY)
    assert [str(each) for each in loaded.problems if each.severity == "problem"] == []
    assert loaded.library is not None
    policies = loaded.library.public.policies
    aliases = {alias: slug for slug, each in policies.items() for alias in each.aliases}
    assert aliases["/rules/leave/long/"] == "part-0/leave/long"
    assert aliases["/h/rules/pay.html"] == aliases["/h/old-pay"] == "part-1/rules/pay"
    assert aliases["/second/"] == "part-2/docs/two"
    assert aliases["/docs/begin/"] == "part-3/01-start/01-first"
    assert policies["part-0/leave/long"].review_by is not None
    assert "/policies/part-0/leave/long/#a-b" in policies["part-0/overview"].body.html
    assert "/policies/part-0/img/plan-1.png" in policies["part-0/leave/long"].body.html
    assert policies["part-2/docs/one"].draft
    told = {
        each["path"]: " ".join(said["message"] for said in each["remarks"]) for each in reports["plain folder"]["each"]
    }
    assert "no title" in told["A File.md"]
    assert "heading that is not there" in told["A File.md"]
    assert "Another page has the name" in told["b!.md"]


def test_a_second_import_changes_nothing_and_says_what_is_there(site: Path, tmp_path: Path) -> None:
    folder = planted(tmp_path / "tree", TREES["MkDocs"])
    trial = imported(site, folder, "--dry-run")
    before = contents(site)
    first = imported(site, folder)
    assert not trial["written"]
    assert trial["pages"] == first["pages"]
    assert set(before) < set(contents(site)), "the trial wrote, or the import did not"
    written = contents(site)
    second = imported(site, folder)
    assert second["pages"]["there already"] == 2
    (folder / "docs/leave/long.md").write_text("# Long leave\n\nChanged.\n")
    changed = run(site, folder)
    assert changed.exit_code == 1
    assert "There is a file `content/public/policies/leave/long.md` already" in changed.output
    after = contents(site)
    assert {name: data for name, data in after.items() if not name.startswith("var/")} == {
        name: data for name, data in written.items() if not name.startswith("var/")
    }
    assert "leave/long.md" in (site / "var/import-report.md").read_text("utf-8")


def test_files_that_are_no_text_links_out_and_other_encodings_are_told(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tree"
    folder.mkdir()
    (folder / "latin.md").write_bytes("# Café\n\nOuvert à midi.\n".encode("cp1252"))
    (folder / "marked.md").write_bytes("# Café\n\nWords.\n".encode("utf-16"))
    (folder / "binary.md").write_bytes(b"\0\1\2")
    (folder / "large.md").write_text("x" * 200_001)
    (tmp_path / "outside.md").write_text("# Secret\n")
    (folder / "out.md").symlink_to(tmp_path / "outside.md")
    (folder / "round").symlink_to(folder)
    report = imported(site, folder)
    outcomes = {each["path"]: each["outcome"] for each in report["each"]}
    assert outcomes == {
        "latin.md": "taken with changes",
        "marked.md": "taken with changes",
        "binary.md": "not taken",
        "large.md": "not taken",
        "out.md": "not taken",
        "round": "not taken",
    }
    assert "Café" in (site / "content/public/policies/latin.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--into", "topics"), "Pages cannot go into `topics`"),
        (("--into", "policies/../../x"), "Pages cannot go into"),
        (("--owner", "nobody"), "There is no team or responder `nobody`"),
        (("--review-by", "soon"), "soon"),
    ],
)
def test_what_the_site_cannot_have_is_refused_before_anything_is_written(
    site: Path, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    folder = planted(tmp_path / "tree", TREES["plain folder"])
    before = contents(site)
    result = run(site, folder, *options)
    assert result.exit_code == 2
    assert told in result.output
    assert contents(site) == before
