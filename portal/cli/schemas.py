"""`portal schemas`: lets programs for writing say what a field means and what may stand in it, while it is typed."""

import json
from pathlib import Path
from typing import Any

import click

from portal.cli.site_option import with_settings
from portal.errors import PortalError
from portal.library.content_schemas import content_schemas, files_of_schemas
from portal.library.whole_files import write_whole
from portal.settings import Settings

FOLDER = ".schemas"
VS_CODE, REMARK = ".vscode/settings.json", ".remarkrc.json"


@click.command("schemas")
@with_settings
def command(settings: Settings) -> None:
    """Write JSON Schemas of everything you write into .schemas/, and how programs for writing find them.

    The schemas are written anew each time. The files that point to them are yours once they are there.
    """
    try:
        for name, schema in content_schemas().items():
            _write(settings.site_dir / FOLDER / name, schema)
        click.echo(f"Wrote {len(content_schemas())} schemas into {FOLDER}/.")
        for name, pointing in ((VS_CODE, _vs_code()), (REMARK, _remark())):
            file = settings.site_dir / name
            if not file.exists():
                _write(file, pointing)
                click.echo(f"Wrote {name}, which leads to them.")
            elif file.read_text("utf-8") != _text(pointing):
                click.echo(f"{name} is yours and stays as it is. For the schemas, it should hold:\n{_text(pointing)}")
    except OSError as error:
        raise PortalError(f"The schemas cannot be written: {error}. Mend that, and run this again.") from error


def _vs_code() -> dict[str, Any]:
    """For site.yml and team.yml, by the YAML extension."""
    return {"yaml.schemas": _schemas("", are_pages=False)}


def _remark() -> dict[str, Any]:
    """For the front matter of pages, by remark with its plugin of that name."""
    pages = _schemas("./", are_pages=True)
    return {"plugins": ["remark-frontmatter", ["remark-lint-frontmatter-schema", {"schemas": pages}]]}


def _schemas(before_file: str, *, are_pages: bool) -> dict[str, list[str]]:
    """The files of each schema; of pages, or of site.yml and team.yml."""
    return {
        f"./{FOLDER}/{name}": [before_file + file for file in files]
        for name, files in files_of_schemas().items()
        if are_pages == files[0].endswith(".md")
    }


def _write(file: Path, data: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(_text(data), file)


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
