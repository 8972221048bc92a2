"""`portal init`: a portal of one's own, begun from the sample."""

import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from portal.cli.init_files import EXECUTABLE, FILES
from portal.errors import PortalError
from portal.setting_sources import PREFIX
from portal.settings import FILE_NAME, Settings
from portal.site_folder import shipped


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Start a portal of your own in FOLDER, from the sample's content."""
    start_portal(folder)
    click.echo(f"A portal with sample content is in {folder}. Next:")
    if folder.resolve() != Path.cwd():
        click.echo(f"  cd {shlex.quote(os.fspath(folder))}")
    click.echo("  portal build")
    click.echo("  portal run")


def start_portal(folder: Path) -> None:
    """Fill a new or empty folder. Raises PortalError for any other, and where it cannot be written."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise PortalError(f"{folder} is not an empty folder. Name one that is empty or does not exist yet.")
        folder.mkdir(parents=True, exist_ok=True)
        # copyfile, since an installation may be read-only and its copies must not be.
        shutil.copytree(shipped("content"), folder / "content", copy_function=shutil.copyfile)
        (folder / FILE_NAME).write_text("".join(_commented_settings()), "utf-8")
        for name, text in FILES.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
            if name in EXECUTABLE:
                file.chmod(0o755)
    except OSError as error:
        raise PortalError(f"{folder} cannot be filled: {error}. Name a folder that you may write to.") from error


def _commented_settings() -> Iterator[str]:
    """Every setting as a comment, with its meaning and default."""
    yield "# Settings of this portal. Take away the # before a name to change its value.\n"
    yield f"# An environment variable wins over this file: {PREFIX}PORT for port. Keep passwords there.\n"
    for name, field in Settings.model_fields.items():
        if name != "site_dir":
            yield f"\n# {field.description}\n#{name} = {_as_toml(field.default)}\n"


def _as_toml(value: object) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_as_toml, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)
