"""The `portal` command: finds the file of a verb and imports nothing else, so that it starts quickly."""

import importlib
import sys

import click

from portal.errors import PortalError

VERBS = {
    "init": "Start a portal of your own in a new folder.",
    "new": "Begin a page, by questions or from options.",
    "check": "Find every problem, and what could be better.",
    "import": "Take a folder of Markdown from elsewhere.",
    "schemas": "Let editors of text help while you type.",
    "diff": "Say what a change makes weaker or stronger.",
    "build": "Check, freeze what changed and publish it.",
    "run": "Serve the site, the form and the desk.",
    "serve": "Preview both halves while you edit.",
    "deliver": "Send notices and do every timed duty.",
    "receive": "Take mails and place them on reports.",
    "due": "Work out what a promise means.",
    "verify": "Work a published scorecard out again.",
    "recompute": "Work every clock out anew and report what differs.",
    "versions": "Fill in what pages said before.",
    "demo": "Fill an empty database with a sample year.",
    "simulate": "Try a roster with a year of reports.",
    "backup": "Write everything to one file, and try it.",
    "restore": "Make a portal of a backup again.",
    "migrate-store": "Carry everything into another database.",
    "sign-in-link": "Make a link for the first lead, or when mail is down.",
    "rotate-secret": "Make a new key; old links still open.",
    "forget": "Erase what was kept for long enough, or count it.",
    "export-person": "Write down all that is held on somebody.",
    "doctor": "Look for what is not as it should be, with remedies.",
    "upgrade": "Back up, then bring the database to this version.",
}


class Verbs(click.Group):
    """One module of portal.cli for each verb; each holds a click command named `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"portal.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="forthright-portal", prog_name="portal")
def portal() -> None:
    """Forthright: publish what you promise, and keep it.

    Every verb works on a site folder: the current one, or --site DIR.
    """


def main() -> None:
    """Run a verb. An error that we raise on purpose is shown as its message, and the exit code is 1."""
    try:
        portal(prog_name="portal")
    except PortalError as error:
        click.echo(f"portal: {error}", err=True)
        sys.exit(1)
