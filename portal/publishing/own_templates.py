"""A site's own templates are tried before anything is published: they can be shown, and drop nothing that must stay.

docs/make-it-yours.md
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import Flask
from jinja2 import Environment, TemplateSyntaxError, meta
from werkzeug.test import TestResponse

from portal import paths
from portal.library.problems import Problem, in_order
from portal.library.release import Release
from portal.library.suggestions import nearest
from portal.publishing.site_to_freeze import MakeSite
from portal.settings import Settings
from portal.site.page_parts import missing_parts
from portal.site.template_loading import DESK, OURS, TemplateLoader
from portal.site.template_problems import problem_of_template

Ask = Callable[[], TestResponse]

NOTICES = "notices/"
_FRAMES = ("base.html", "site/page.html", "parts/")
_ENDINGS = (".html", ".xml", ".txt", ".svg")


def has_own_templates(settings: Settings) -> bool:
    own, ours = settings.template_dirs[0], settings.template_dirs[-1]
    return own.is_dir() and own.resolve() != ours.resolve()


def own_templates(settings: Settings) -> tuple[str, ...]:
    """Their names, as templates name each other."""
    if not has_own_templates(settings):
        return ()
    own = settings.template_dirs[0]
    files = (file for file in sorted(own.rglob("*")) if file.is_file() and not file.name.startswith("."))
    return tuple(file.relative_to(own).as_posix() for file in files if not file.name.endswith("~"))


def own_template_problems(
    settings: Settings, make_site: MakeSite, release: Release, at: datetime
) -> tuple[Problem, ...]:
    """Everything that is wrong with them, as far as one page of every kind shows it; () where there are none."""
    names = own_templates(settings)
    if not names:
        return ()
    site = make_site(release, at)
    problems = [*_of_names(settings, names), *_unreadable(settings, site.app, names)]
    wrong = {problem.path for problem in problems if problem.severity == "problem"}
    if not any(f"templates/{name}" in wrong for name in names):
        compare = comparison(settings, site.app, make_site(release, at).app)
        problems += (found for address in _one_of_each(site.addresses) for found in compare(address))
    return in_order(problems)


def comparison(settings: Settings, app: Flask, same: Flask) -> Callable[[str], Sequence[Problem]]:
    """What is wrong with the page that `app` gives at an address. `same` is another app of the same site, which from
    here on shows our templates alone.
    """
    same.jinja_loader = TemplateLoader(settings.template_dirs[-1:])
    same.config["PROPAGATE_EXCEPTIONS"] = True
    compare = comparison_with(settings, app)
    return lambda address: compare(
        address, same.test_client().get(address).text, lambda: app.test_client().get(address)
    )


def comparison_with(settings: Settings, app: Flask) -> Callable[[str, str, Ask], Sequence[Problem]]:
    """What is wrong with a page of `app`: given its address, the same page as ours shows it, and how to ask for it."""
    app.config["PROPAGATE_EXCEPTIONS"] = True
    names = frozenset(own_templates(settings))

    def compare(address: str, ours: str, ask: Ask) -> Sequence[Problem]:
        with _used(app) as used:
            try:
                theirs = ask()
            except Exception as error:
                return (problem_of_template(error, settings, next(iter(_own(used, names)), "")),)
        own = _own(used, names)
        return _dropped(ours, theirs.text, own) if own and theirs.mimetype == "text/html" else ()

    return compare


def _dropped(ours: str, theirs: str, own: Sequence[str]) -> tuple[Problem, ...]:
    """What `own`, the own templates that took part in the order of their use, leave out of a page."""
    frames = [name for name in own if name.startswith(_FRAMES)] or list(own)
    pages = [name for name in own if not name.startswith(_FRAMES)] or list(own)
    return tuple(
        Problem(f"templates/{frames[-1] if missing.in_frame else pages[0]}", 1, 1, missing.what, missing.remedy)
        for missing in missing_parts(ours, theirs)
    )


def _of_names(settings: Settings, names: Sequence[str]) -> Iterator[Problem]:
    ours = settings.template_dirs[-1]
    known = [file.relative_to(ours).as_posix() for file in sorted(ours.rglob("*.*")) if file.is_file()]
    referred = _referred_to(settings, names)
    for name in names:
        path = f"templates/{name}"
        if name.startswith(DESK):
            remedy = "Remove it. The desk's forms change with every version, and colours and logo reach it anyway."
            yield Problem(path, 1, 1, "The desk's pages are always ours.", remedy)
        elif name.startswith(OURS):
            yield Problem(path, 1, 1, f"`{OURS}` stands for our own templates.", "Give the folder another name.")
        elif not name.endswith(_ENDINGS):
            yield Problem(path, 1, 1, "This is no template.", "Move it to `static`, or remove it.")
        elif name not in known and name not in referred:
            near = nearest(name, [each for each in known if not each.startswith(DESK)], likeness=0.8)
            remedy = f"Did you mean `templates/{near}`?" if near else "Include it from another, or remove it."
            yield Problem(path, 1, 1, "Nothing shows this template: none of ours has its name.", remedy, "warning")


def _referred_to(settings: Settings, names: Sequence[str]) -> set[str]:
    """What own templates extend, include and import, as far as they can be read."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    found: set[str] = set()
    for name in names:
        try:
            text = (settings.template_dirs[0] / name).read_text("utf-8")
            found |= {each for each in meta.find_referenced_templates(environment.parse(text)) if each}
        except (TemplateSyntaxError, UnicodeDecodeError):
            continue
    return found


def _unreadable(settings: Settings, app: Flask, names: Sequence[str]) -> Iterator[Problem]:
    """Those that cannot be read as templates, whatever page they are for."""
    for name in names:
        if name.startswith((DESK, OURS, NOTICES)) or not name.endswith(_ENDINGS):
            continue
        try:
            app.jinja_env.get_template(name)
        except Exception as error:
            yield problem_of_template(error, settings, name)


def _one_of_each(addresses: Sequence[str]) -> tuple[str, ...]:
    """A page of every kind: addresses at the root are kinds of their own, those below it go by folder and depth."""
    chosen: dict[object, str] = {}
    for address in addresses:
        if address.startswith(paths.STATIC):
            continue
        parts = address.strip("/").split("/")
        permanent = bool(paths.PERMANENT.search(address))
        kind = (parts[0], min(len(parts), 3), permanent) if len(parts) > 1 else (address,)
        chosen.setdefault(kind, address)
    return tuple(chosen.values())


@contextmanager
def _used(app: Flask) -> Iterator[list[str]]:
    """The names of the templates that are asked for meanwhile, in order."""
    used: list[str] = []
    environment: Any = app.jinja_env
    before = environment.get_template

    def noted(name: Any, parent: str | None = None, globals: Any = None) -> Any:
        found = before(name, parent, globals)
        used.append(str(found.name))
        return found

    environment.get_template = noted
    try:
        yield used
    finally:
        del environment.get_template


def _own(used: Sequence[str], names: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in used if name in names))
