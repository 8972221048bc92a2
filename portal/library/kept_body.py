"""A body that is read from where it is kept when it is first looked at. Of thousands, a build looks at a few."""

from collections.abc import Callable
from typing import Any, Self

from portal.library.pages import Body

Read = Callable[[], Body]


class KeptBody(Body):
    """From the first look on it is a `Body` like any other, and equal to any that says the same."""

    # Pydantic keeps what it knows of a model in these, and reads fields from the last.
    @classmethod
    def read_by(cls, read: Read) -> Self:
        body = cls.__new__(cls)
        _set(body, "__pydantic_fields_set__", set())
        _set(body, "__pydantic_extra__", None)
        _set(body, "__pydantic_private__", {"read": read})
        return body

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
        return _become_body(self).__dict__

    def __getattr__(self, name: str) -> Any:
        if name not in Body.model_fields:
            raise AttributeError(name)
        return getattr(_become_body(self), name)

    def __eq__(self, other: object) -> bool:
        return _become_body(self) == other

    def __hash__(self) -> int:
        return hash(_become_body(self))

    def __repr__(self) -> str:
        return repr(_become_body(self))

    def __copy__(self) -> Any:
        return _become_body(self)

    def __deepcopy__(self, memo: object = None) -> Any:
        return _become_body(self)

    def __reduce__(self) -> Any:
        return _become_body(self).__reduce__()


_set = object.__setattr__


def _become_body(body: Body) -> Body:
    """Another thread may be about it as well: each step leaves what can be looked at, and may be done twice."""
    private: Any = body.__pydantic_private__
    if private is not None:
        read = private["read"]()
        for name, value in read.__dict__.items():
            _set(body, name, value)
        _set(body, "__pydantic_fields_set__", read.model_fields_set)
        _set(body, "__class__", Body)
        _set(body, "__pydantic_private__", None)
    return body
