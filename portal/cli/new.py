"""`portal new`: begins a page, by questions on a terminal or from options alone."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime

import click

from portal.cli.site_option import with_settings
from portal.errors import PortalError
from portal.library.entries import Names
from portal.library.fields import SLUG
from portal.library.new_pages.composing import composed, fault_of, keys_of
from portal.library.new_pages.kinds import KINDS, NewKind
from portal.library.new_pages.questions import Answer, Question, is_asked, question, questions
from portal.library.page_drafts import slug_for
from portal.library.problems import Problem
from portal.library.yaml_nodes import Keys
from portal.settings import Settings
from portal.upkeep.new_page import names_of, problems_with, write_new

_NO_NAME = "Names are small letters, digits and single hyphens, such as `first-reply`."


@click.command("new")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option("--set", "given", multiple=True, metavar="FIELD=VALUE", help="Answer a question; several make a list.")
@click.option("--name", help="The file's name without .md. [default: from the title]")
@click.option("--folder", default="", help="A folder inside policies/, which becomes a section.")
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: what is not set is the default.")
@with_settings
def command(settings: Settings, kind: str, given: tuple[str, ...], name: str | None, folder: str, yes: bool) -> None:
    """Begin a page of content: a promise, a limitation, a topic, a script …

    It asks what the page needs, with the names that your site has, and tells at once what cannot stand. Nothing is
    written before the last answer, and no file is ever overwritten.
    """
    new = KINDS[kind]
    if folder and kind != "policy":
        raise click.UsageError("Only policies lie in folders of their own. Leave --folder out.")
    today = datetime.now(UTC).date()
    names, taken = _known(settings, new, folder)
    answers = _given(new, given, names, today)
    try:
        source, text = _page(settings, new, answers, names, taken, (name, folder), today, yes=yes)
    except click.Abort:
        click.echo("\nNothing was written.", err=True)
        sys.exit(1)
    write_new(settings.site_dir / source, text)
    click.echo(f"Wrote {source}.")
    _say_what_is_next(new, text)


def _page(
    settings: Settings,
    kind: NewKind,
    answers: dict[Keys, Answer],
    names: Names,
    taken: Sequence[str],
    place: tuple[str | None, str],
    today: date,
    *,
    yes: bool,
) -> tuple[str, str]:
    """The page's source and its text, once nothing is wrong with it. Raises PortalError where nobody can be asked."""
    name, folder = place
    while True:
        asked = questions(kind, names, today)
        if yes:
            _take_defaults(kind, asked, answers)
        else:
            _ask_all(kind, asked, answers)
        name = _name(name, answers[("title",)][0], taken, yes=yes)
        source = "/".join(part for part in (kind.folder, folder.strip("/"), f"{name}.md") if part)
        in_order = {each.keys: answers[each.keys] for each in asked if each.keys in answers}
        text = composed(kind, {**in_order, **answers})
        problems = problems_with(settings, source, text, today)
        if not problems:
            return source, text
        if yes:
            raise PortalError(_refusal(problems))
        click.echo(_refusal(problems), err=True)
        click.confirm("Answer again, with what you said as defaults?", default=True, abort=True)
        name = None


def _known(settings: Settings, kind: NewKind, folder: str) -> tuple[Names, list[str]]:
    """The names that a page may use, and those that files of its folder have. Raises PortalError without content."""
    if not (settings.site_dir / "content").is_dir():
        raise PortalError("There is no folder `content` here. Run the command in a site folder, or give --site DIR.")
    there = (settings.site_dir / kind.folder / folder).glob("*.md")
    return names_of(settings.site_dir), [file.stem for file in there]


def _given(kind: NewKind, given: Sequence[str], names: Names, today: date) -> dict[Keys, Answer]:
    """The answers among the options. Raises UsageError with everything that is wrong with them."""
    answers: dict[Keys, Answer] = {}
    faults = []
    for each in given:
        field, sign, value = each.partition("=")
        try:
            keys = keys_of(kind, field.strip())
        except ValueError as error:
            faults.append(str(error))
            continue
        if not sign:
            faults.append(f"`{each}` gives no value. Write it as `{field}=…`.")
            continue
        answers[keys] = (*answers.get(keys, ()), *((value.strip(),) if value.strip() else ()))
    for keys, answer in answers.items():
        asked = question(kind, keys, names, today)
        if told := fault_of(kind, asked, answer):
            faults.append(f"{asked.name}: {told}")
    if faults:
        raise click.UsageError("\n".join(faults))
    return answers


def _take_defaults(kind: NewKind, asked: Sequence[Question], answers: dict[Keys, Answer]) -> None:
    """Raises UsageError with every question that has no default."""
    needed = []
    for each in asked:
        if each.keys in answers or not is_asked(each, answers):
            continue
        if each.default is None:
            needed.append(f"  --set {each.name}=…  {each.asks}")
        else:
            answers[each.keys] = each.default
    if needed:
        raise click.UsageError("\n".join([f"{kind.noun.capitalize()} needs these, too:", *needed]))


def _ask_all(kind: NewKind, asked: Sequence[Question], answers: dict[Keys, Answer]) -> None:
    before = dict(answers)
    answers.clear()
    for each in asked:
        if is_asked(each, {**before, **answers}):
            answers[each.keys] = _ask(kind, each, before.get(each.keys, each.default))
    answers |= {keys: answer for keys, answer in before.items() if keys not in {each.keys for each in asked}}


def _ask(kind: NewKind, asked: Question, default: Answer | None) -> Answer:
    """Asks until the answer can stand. Raises Abort where the terminal is closed."""
    click.echo(f"\n{asked.asks}")
    if asked.choices == ("true", "false"):
        return (str(click.confirm(asked.name, default=default == ("true",))).lower(),)
    if asked.choices:
        click.echo(f"  {', '.join(asked.choices)}" + ("  (several with commas between)" if asked.is_list else ""))
    while True:
        answer = _sentences(asked, default) if asked.sentences else _line(asked, default)
        told = fault_of(kind, asked, answer)
        if not told:
            return answer
        click.echo(f"  {told}", err=True)


def _line(asked: Question, default: Answer | None) -> Answer:
    shown = ", ".join(default or ())
    said: str = click.prompt(asked.name, default=shown, show_default=bool(shown)).strip()
    parts = said.split(",") if asked.is_list else [said]
    return tuple(part.strip() for part in parts if part.strip())


def _sentences(asked: Question, default: Answer | None) -> Answer:
    """One a line, up to an empty one."""
    if default:
        click.echo("".join(f"  {line}\n" for line in default) + "  An empty line keeps these.")
    else:
        click.echo("  One a line; an empty line ends.")
    lines: list[str] = []
    while line := click.prompt(asked.name, default="", show_default=False).strip():
        lines.append(line)
    return tuple(lines) or default or ()


def _name(name: str | None, title: str, taken: Sequence[str], *, yes: bool) -> str:
    """A name that no file has yet. Raises UsageError where nobody can be asked for another."""
    suggested = slug_for(title, taken)
    if name is None and not yes:
        click.echo("\nThe name of its file, which becomes part of its address.")
    while True:
        wanted = name or (slug_for(title, ()) if yes else click.prompt("name", default=suggested).strip())
        told = ""
        if not SLUG.fullmatch(wanted):
            told = f"`{wanted}` cannot be part of an address. {_NO_NAME}"
        elif wanted in taken:
            told = f"There is a file `{wanted}.md` already, and it stays as it is. Choose another name."
        if not told:
            return wanted
        if yes:
            raise click.UsageError(f"{told} Say --name, such as --name {suggested}.")
        click.echo(f"  {told}", err=True)
        name = None


def _refusal(problems: Sequence[Problem]) -> str:
    return "\n".join(["Nothing was written, because `portal check` would not take the page:", *map(str, problems)])


def _say_what_is_next(kind: NewKind, text: str) -> None:
    if not kind.is_public:
        click.echo("Next: write its text. The team sees it after `portal build`.")
    elif "\ndraft: true\n" in text:
        click.echo(
            "It is a draft. Next: write its text, see it in `portal serve`, and take the line `draft: true` away."
        )
    else:
        click.echo("Next: write its text, and see it in `portal serve`. `portal build` publishes it.")
