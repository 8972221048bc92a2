import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from portal.cli.init import command, start_portal
from portal.errors import PortalError
from portal.settings import FILE_NAME, Settings, load_settings
from portal.site_folder import shipped


def test_a_new_portal_holds_the_sample_content_and_says_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, ["my site"])
    assert result.exit_code == 0
    assert result.output.splitlines()[1:] == ["  cd 'my site'", "  portal build", "  portal run"]
    for file in shipped("content").rglob("*"):
        copy = tmp_path / "my site" / "content" / file.relative_to(shipped("content"))
        assert copy.is_dir() if file.is_dir() else copy.read_bytes() == file.read_bytes()
    assert "/var/" in (tmp_path / "my site" / ".gitignore").read_text().splitlines()


def test_the_settings_file_names_every_setting_with_its_default(tmp_path: Path) -> None:
    start_portal(tmp_path / "site")
    file = tmp_path / "site" / FILE_NAME
    assert tomllib.loads(file.read_text()) == {}
    lines = [line for line in file.read_text().splitlines() if line.startswith("#") and not line.startswith("# ")]
    file.write_text("\n".join(line.removeprefix("#") for line in lines))
    assert {line.split(" = ")[0].removeprefix("#") for line in lines} == Settings.model_fields.keys() - {"site_dir"}
    assert load_settings(tmp_path / "site", {}) == Settings(site_dir=tmp_path / "site")


def test_an_empty_folder_may_be_there_already(tmp_path: Path) -> None:
    start_portal(tmp_path)
    assert (tmp_path / "content").is_dir()


@pytest.mark.parametrize("occupant", ["site/letter.txt", "site"])
def test_a_folder_that_holds_something_is_refused_and_left_as_it_is(tmp_path: Path, occupant: str) -> None:
    (tmp_path / occupant).parent.mkdir(exist_ok=True)
    (tmp_path / occupant).write_text("dear all")
    with pytest.raises(PortalError, match="is not an empty folder"):
        start_portal(tmp_path / "site")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [Path(occupant).name]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PortalError, match=r"cannot be filled: .*Name a folder that you may write to"):
        start_portal(tmp_path / "file" / "site")


def run(folder: Path, *command_line: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    identity = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull} | {
        f"GIT_{who}_{what}": "kim@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = {"PATH": path, "HOME": str(folder), "GITHUB_BASE_REF": "main", **identity}
    return subprocess.run(command_line, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.audit
def test_kept_with_git_a_mistake_holds_a_commit_back_and_the_recipe_runs(tmp_path: Path) -> None:
    start_portal(tmp_path)
    for arguments in (("init", "-qb", "main"), ("config", "core.hooksPath", ".githooks"), ("add", "-A")):
        assert run(tmp_path, "git", *arguments).returncode == 0
    first = run(tmp_path, "git", "commit", "-qm", "Begin")
    assert first.returncode == 0, first.stderr
    run(tmp_path, "git", "update-ref", "refs/remotes/origin/main", "HEAD")
    promise = tmp_path / "content" / "public" / "commitments" / "someone-at-risk.md"
    right = promise.read_text("utf-8")
    promise.write_text(right.replace("target: ", "target: about "), "utf-8")
    held = run(tmp_path, "git", "commit", "-qam", "A mistake")
    assert held.returncode != 0
    assert "someone-at-risk.md:" in held.stdout + held.stderr
    promise.write_text(right.replace("target: 30 minutes", "target: 40 minutes"), "utf-8")
    assert run(tmp_path, "git", "commit", "-qam", "A little slower").returncode == 0
    steps = yaml.safe_load((tmp_path / ".github" / "workflows" / "pages.yml").read_text())["jobs"]["pages"]["steps"]
    ours = [step["run"] for step in steps if "portal " in step.get("run", "")]
    done = {step: run(tmp_path, "sh", "-c", step) for step in ours}
    assert {step: each.stderr for step, each in done.items() if each.returncode != 0} == {}
    assert "Weaker" in next(each.stdout for step, each in done.items() if "diff" in step)
    assert (tmp_path / "build" / "index.html").exists()
