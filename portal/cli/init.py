"""`portal init`: a portal of one's own, begun from the sample."""

import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from portal.errors import PortalError
from portal.settings import FILE_NAME, PREFIX, Settings
from portal.site_folder import shipped

GITIGNORE = """\
# Made by the portal: the published site, and its state with the database and the secret.
/build/
/.build.staging/
/var/
"""

README = """\
# Our portal

What our customers can rely on, what we have chosen not to fix, and who answers when something goes wrong.

| | |
|---|---|
| `content/site.yml` | who we are, our hours, and where to turn when all else fails |
| `content/public/` | every page that customers read: promises, limitations, topics, policies |
| `content/desk/` | what only the team sees: people, shifts, scripts, guides. Never published |
| `portal.toml` | settings; each is described there |
| `templates/`, `static/` | make these folders to replace a template or a style by one of your own |
| `build/`, `var/` | the published site; reports and state. Back up `var/` |

    portal check    # every problem in the content, with its line and what to do
    portal serve    # see the pages while you write
    portal build    # publish: what is written is promised from now on
    portal run      # serve the site, the form and the desk
"""


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
        (folder / ".gitignore").write_text(GITIGNORE, "utf-8")
        (folder / "README.md").write_text(README, "utf-8")
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
