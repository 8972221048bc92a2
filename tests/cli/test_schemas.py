import json
from pathlib import Path

from click.testing import CliRunner

from portal.cli.schemas import FOLDER, REMARK, VS_CODE, command
from portal.library.content_schemas import content_schemas


def test_schemas_are_written_with_what_leads_to_them(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["--site", str(tmp_path)])
    assert done.exit_code == 0, done.output
    assert {file.name for file in (tmp_path / FOLDER).iterdir()} == content_schemas().keys()
    yaml_files = json.loads((tmp_path / VS_CODE).read_text())["yaml.schemas"]
    pages = json.loads((tmp_path / REMARK).read_text())["plugins"][1][1]["schemas"]
    assert yaml_files["./.schemas/site.schema.json"] == ["content/site.yml"]
    assert pages["./.schemas/topic.schema.json"] == ["./content/public/topics/**/*.md"]
    assert {Path(file).name for file in (*yaml_files, *pages)} == content_schemas().keys()


def test_what_is_there_already_is_the_editors_and_stays(tmp_path: Path) -> None:
    mine = tmp_path / VS_CODE
    mine.parent.mkdir()
    mine.write_text("{}")
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "site.schema.json").write_text("old")
    done = CliRunner().invoke(command, ["--site", str(tmp_path)])
    assert mine.read_text() == "{}"
    assert f"{VS_CODE} is yours and stays as it is" in done.output
    assert '"yaml.schemas"' in done.output
    assert (tmp_path / FOLDER / "site.schema.json").read_text() != "old"
    assert "is yours" not in CliRunner().invoke(command, ["--site", str(tmp_path / "new")]).output


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file")
    done = CliRunner().invoke(command, ["--site", str(tmp_path)])
    assert done.exit_code == 1
    assert "cannot be written" in str(done.exception)
