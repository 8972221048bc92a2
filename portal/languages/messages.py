"""Our words in the language of the moment. Messages are marked where they stand, in English.

`%(name)s` stands for a value, a per cent sign is written `%%`, here as in templates. Without a catalog the English
words are given back as they are.
"""

from portal.languages.speaking import catalog


def gettext(message: str, /, **values: object) -> str:
    """The message in the language of the moment, with its values."""
    return _with(text_of(message), values)


def ngettext(singular: str, plural: str, num: int, /, **values: object) -> str:
    """The form for `num` things; `%(num)s` stands for the number."""
    return _with(form_of(singular, plural, num), {"num": num, **values})


def pgettext(context: str, message: str, /, **values: object) -> str:
    """For a message whose English is the same in two places that other languages tell apart."""
    return _with(text_in(context, message), values)


def npgettext(context: str, singular: str, plural: str, num: int, /, **values: object) -> str:
    return _with(form_in(context, singular, plural, num), {"num": num, **values})


def N_(message: str, /) -> str:  # noqa: N802 - the usual name
    """Marks a message that is kept as it is and said later, by `_(message)`."""
    return message


_ = gettext


def text_of(message: str) -> str:
    """The message as its catalog has it, its values not yet put in; so are the other three."""
    ours = catalog()
    # Of nothing, a catalog gives its own head.
    return message if ours is None or not message else ours.gettext(message)


def form_of(singular: str, plural: str, num: int) -> str:
    ours = catalog()
    return (singular if num == 1 else plural) if ours is None else ours.ngettext(singular, plural, num)


def text_in(context: str, message: str) -> str:
    ours = catalog()
    return message if ours is None else ours.pgettext(context, message)


def form_in(context: str, singular: str, plural: str, num: int) -> str:
    ours = catalog()
    return (singular if num == 1 else plural) if ours is None else ours.npgettext(context, singular, plural, num)


def _with(text: str, values: dict[str, object]) -> str:
    return text % values if "%" in text else text
