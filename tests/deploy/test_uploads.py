"""The scripts that upload build/: no page arrives before what it names, and nothing that pages may still name goes.

The tools that carry the files stand in for another host: they do what theirs do to a folder, and say in which order.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.sources import ROOT

DEPLOY = ROOT / "deploy"
PUBLISHED = {
    "index.html": "<link href='/static/a1/forthright.css'><script src='/static/a1/search.js'></script>",
    "topics/no-water/index.html": "<link href='/static/a1/forthright.css'><img src='/pictures/tap.png'>",
    "404.html": "",
    "pictures/tap.png": "png",
    "static/a1/forthright.css": "css",
    "static/a1/search.js": "js",
    "static/a1/logo.png": "png",
    "static/a1/favicon.svg": "svg",
    "pagefind/pagefind-entry.json": "names /pagefind/fragment/en_1.pf_fragment",
    "pagefind/fragment/en_1.pf_fragment": "x",
    "hours/office.ics": "ics",
    "scorecard/data.csv": "csv",
    "sitemap.xml": "xml",
    "robots.txt": "txt",
    ".well-known/security.txt": "txt",
}
LEFT_FROM_BEFORE = {
    "static/00/forthright.css": "old",
    "gone/index.html": "old",
    "pagefind/fragment/en_0.pf_fragment": "old",
}
TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "ics": "text/calendar", "csv": "text/csv"}

AWS = """#!{python} -SEs
import fnmatch, os, pathlib, shutil, sys
source, target, *options = sys.argv[3:]
root = pathlib.Path(os.environ["BUCKET"]) / target.removeprefix("s3://")
pairs = list(zip(options, options[1:]))
said = {{name: value for name, value in pairs}}
def chosen(name):
    result = True
    for option, value in pairs:
        if option in ("--exclude", "--include") and fnmatch.fnmatch(name, value):
            result = option == "--include"
    return result
def names(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
with open(os.environ["SAID"], "a") as log:
    for name in names(pathlib.Path(source)):
        if chosen(name) and not (root / name).exists():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(pathlib.Path(source) / name, root / name)
            log.write("\\t".join((name, said.get("--content-type", ""), said.get("--cache-control", ""))) + "\\n")
    for name in names(root) if "--delete" in options else ():
        if chosen(name) and not (pathlib.Path(source) / name).exists():
            (root / name).unlink()
"""


def laid(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def names_in(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def run(script: str, *arguments: object, **environ: str) -> None:
    done = subprocess.run(
        ["sh", str(DEPLOY / script), *map(str, arguments)],
        env=os.environ | environ,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_a_bucket_gets_each_file_once_after_all_that_it_names_with_its_headers(tmp_path: Path) -> None:
    build, bucket = laid(tmp_path / "build", PUBLISHED), laid(tmp_path / "buckets" / "www", LEFT_FROM_BEFORE)
    aws = laid(tmp_path / "bin", {"aws": AWS.format(python=sys.executable)}) / "aws"
    aws.chmod(0o755)
    said = tmp_path / "said"
    path = f"{aws.parent}:{os.environ['PATH']}"
    run("upload-to-bucket.sh", build, "s3://www", PATH=path, BUCKET=str(bucket.parent), SAID=str(said))
    arrived = [line.split("\t") for line in said.read_text("utf-8").splitlines()]
    order = [name for name, _, _ in arrived]
    assert sorted(order) == sorted(PUBLISHED)
    for number, name in enumerate(order):
        for named in re.findall(r"/((?:static|pictures|pagefind/fragment)/[\w./]+)", PUBLISHED[name]):
            assert named in order[:number], f"{name} arrived before {named}"
    for name, media_type, cache in arrived:
        assert media_type.startswith(TYPES.get(name.rsplit(".", 1)[-1], "")), name
        assert ("immutable" in cache) is name.startswith("static/"), name
    kept = {"static/00/forthright.css", "pagefind/fragment/en_0.pf_fragment"}
    assert names_in(bucket) == PUBLISHED.keys() | kept


@pytest.mark.parametrize("prune", ["", "yes"])
def test_rsync_leaves_there_what_is_published_and_what_open_pages_may_ask_for(tmp_path: Path, prune: str) -> None:
    if not shutil.which("rsync"):
        pytest.skip("There is no rsync here.")
    build, there = laid(tmp_path / "build", PUBLISHED), laid(tmp_path / "there", LEFT_FROM_BEFORE)
    run("upload-by-rsync.sh", build, f"{there}/", PRUNE=prune)
    kept = set() if prune else {"static/00/forthright.css", "pagefind/fragment/en_0.pf_fragment"}
    assert names_in(there) == PUBLISHED.keys() | kept
    assert (there / "index.html").read_text("utf-8") == PUBLISHED["index.html"]


@pytest.mark.parametrize("script", ["upload-by-rsync.sh", "upload-to-bucket.sh"])
def test_a_folder_that_is_no_published_site_empties_nothing(tmp_path: Path, script: str) -> None:
    there = laid(tmp_path / "there", PUBLISHED)
    done = subprocess.run(["sh", str(DEPLOY / script), str(tmp_path), f"{there}/"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "holds no index.html" in done.stderr
    assert names_in(there) == PUBLISHED.keys()
