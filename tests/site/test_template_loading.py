"""What templates call and name is found as Jinja itself finds it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context, pass_environment
from markupsafe import Markup

from portal.site.template_loading import PortalEnvironment


class Told:
    """Called as a function, and told where."""

    @pass_context
    def __call__(self, context: Any, word: str) -> str:
        return f"{word} {context['name']}"

    @pass_environment
    def named(self, environment: Environment) -> str:
        return f"{environment.autoescape}"


class Untold:
    def __call__(self, *args: str, **options: str) -> str:
        return f"<{args} {options}>"


@pass_context
def told(context: Any) -> str:
    return f"{context['name']} {context.get('each', 'none')}"


def environment_of(make: Callable[..., Environment]) -> Environment:
    called = {
        "said.html": "{% macro said(word) %}<b>{{ word }}{% endmacro %}",
        "round.html": "{% macro round() %}<i>{{ caller() }}{% endmacro %}",
        "base.html": "{% block main %}{% endblock %}",
    }
    environment = make(loader=DictLoader(called), autoescape=True, undefined=StrictUndefined)
    environment.globals |= {"name": "a page", "instance": Told(), "untold": Untold(), "told": told, "join": "-".join}
    return environment


def ours(**options: Any) -> Environment:
    return PortalEnvironment(Flask("page", static_folder=None), **options)


@pytest.mark.parametrize(
    "template",
    [
        "{{ told() }}",
        "{% for each in 'ab' %}{{ told() }}{% endfor %}",
        "{% extends 'base.html' %}{% block main %}{% set each = '<' %}{{ told() }}{% endblock %}",
        "{{ instance('said') }} {{ instance.named() }}",
        "{{ untold('a', b='c') }} {{ join(['a', 'b']) }} {{ 'a'.upper() }} {{ dict(a=1) }}",
        "{% from 'said.html' import said %}{{ said('<') }}",
        "{% from 'round.html' import round %}{% call round() %}{{ name }}{% endcall %}",
        "{{ super_name | default('<none>') }} {{ markup }}",
    ],
)
def test_a_template_reads_as_jinja_alone_would_read_it(template: str) -> None:
    pages = [environment_of(make).from_string(template).render(markup=Markup("<br>")) for make in (ours, Environment)]
    assert pages[0] == pages[1]


def test_what_there_is_not_cannot_be_called() -> None:
    with pytest.raises(UndefinedError, match="'nothing' is undefined"):
        environment_of(ours).from_string("{{ nothing() }}").render()
