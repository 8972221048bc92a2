"""Where templates come from: a site's own before ours, by name; ours once more under `ours/`, for own ones to extend.

The desk's pages are ours all the way down: their forms change with every version of the portal, and what an own
template forgot there would be an act that cannot be done. docs/make-it-yours.md.
"""

from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from flask.templating import Environment
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader, Template, TemplateNotFound
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import internalcode

OURS = "ours/"
DESK = "desk/"
_DESKS_FRAME = "desks-frame/"
_TOLD = "jinja_pass_arg"


class PortalTemplate(Template):
    """No template of ours is given globals of its own, so what one imports is the same wherever it is imported.

    Jinja holds all names of both against each other for every import to find that out.
    """

    def _get_default_module(self, ctx: object = None) -> TemplateModule:
        return super()._get_default_module()


class PortalContext(Context):
    """Jinja looks in two ways at all that a template calls, for whether it wants to be told where it is called."""

    @internalcode
    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - Jinja's names
        if getattr(type(__obj).__call__, _TOLD, None) is None and getattr(__obj, _TOLD, None) is None:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__obj, *args, **kwargs)


class PortalEnvironment(Environment):
    """A template of the desk, and what it extends and includes, is always ours."""

    template_class = PortalTemplate
    context_class = PortalContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """As they are when a template is loaded: each page copies them, and from a ChainMap that takes long."""
        return {**self.globals, **(d or {})}

    def join_path(self, template: str, parent: str) -> str:
        from_desk = parent.startswith((DESK, _DESKS_FRAME))
        return f"{_DESKS_FRAME}{template}" if from_desk and not template.startswith(DESK) else template


class TemplateLoader(ChoiceLoader):
    """`folders` are the site's own first, ours last (SiteFolder.template_dirs)."""

    def __init__(self, folders: Sequence[Path]) -> None:
        ours = FileSystemLoader(folders[-1])
        prefixed = PrefixLoader({OURS.rstrip("/"): ours, _DESKS_FRAME.rstrip("/"): ours})
        super().__init__([prefixed, _Customers(folders[:-1]), ours])


class _Customers(BaseLoader):
    """Own templates of the pages that readers and customers see."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files = FileSystemLoader(folders)

    def get_source(self, environment: object, template: str) -> tuple[str, str, Callable[[], bool]]:
        if template.startswith(DESK):
            raise TemplateNotFound(template)
        return self._files.get_source(environment, template)  # type: ignore[arg-type]
