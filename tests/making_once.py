"""What thousands of tests make alike, made once in a process: compiled addresses and compiled statements.

An app and an engine are made for nearly every test, as they are for every process of the portal. What they compile
depends on nothing of the test, so it is kept for the next one; what is compiled is not changed by it.
"""

from typing import Any

from sqlalchemy import Engine, TextClause
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

MOST_STATEMENTS = 5_000

_compile_rule = Rule.compile
_rules: dict[tuple[object, ...], dict[str, Any]] = {}


class _Statements(LRUCache[Any, Any]):
    """SQLAlchemy's cache of one engine, where engines of a kind share it; an engine's own dialect is part of its keys.

    Not for SQL that was written out: a `SELECT *` answers with other columns where the tables are others.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_every_engine(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        if not isinstance(compiled.statement, TextClause):
            super().__setitem__(_of_every_engine(key), compiled)


_statements = _Statements(MOST_STATEMENTS)


def make_once() -> None:
    """From here on in this process."""
    Rule.compile = _compile_rule_once  # type: ignore[method-assign, assignment]
    # An engine sets its own when it is made; it is looked at through these.
    Engine._compiled_cache = property(lambda _engine: _statements, lambda _engine, _own: None)  # type: ignore[assignment]


def _compile_rule_once(rule: Rule) -> None:
    assert rule.map is not None
    kinds = tuple(rule.map.converters.items())
    where = (rule.map.host_matching, rule.host, rule.subdomain, rule.merge_slashes)
    key = (rule.rule, str(rule.defaults), where, kinds)
    if key not in _rules:
        _compile_rule(rule)
        _rules[key] = {
            "_parts": rule._parts,
            "_trace": rule._trace,
            "_converters": rule._converters,
            "arguments": rule.arguments,
            "_build": rule._build.__func__,  # type: ignore[attr-defined]
            "_build_unknown": rule._build_unknown.__func__,  # type: ignore[attr-defined]
        }
        return
    made = _rules[key]
    rule._parts, rule._trace, rule._converters = made["_parts"], made["_trace"], made["_converters"]
    rule.arguments = set(made["arguments"])
    rule._build = made["_build"].__get__(rule, None)
    rule._build_unknown = made["_build_unknown"].__get__(rule, None)


def _of_every_engine(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return (type(dialect), dialect.dbapi, *rest)
