"""What the environment says of settings: `PORTAL_PORT` is `port`; `PORTAL_SECRET_FILE` names a file that holds it.

The second is how secrets reach a container or a systemd unit without being in anybody's environment.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.errors import SettingsError

PREFIX = "PORTAL_"
IN_A_FILE = "_FILE"
NOT_A_SETTING = ("PORTAL_SITE",)
# With spaces or line ends in between.
_LISTS = ("apprise_urls", "earlier_secrets")
_MOST_CHARACTERS = 100_000


def from_environment(environ: Mapping[str, str]) -> Iterator[tuple[str, str | tuple[str, ...], str]]:
    """(name of the setting, value, the variable that gave it) for each variable of ours.

    Raises SettingsError for a file that cannot be read, and where a setting is given in both ways.
    """
    for key, value in environ.items():
        if not key.startswith(PREFIX) or key in NOT_A_SETTING:
            continue
        name = key.removeprefix(PREFIX)
        if name.endswith(IN_A_FILE):
            name = name.removesuffix(IN_A_FILE)
            if PREFIX + name in environ:
                raise SettingsError(f"{PREFIX}{name} and {key} are both set. Leave one of them away.")
            value = _read(key, Path(value))
        name = name.lower()
        yield name, tuple(value.split()) if name in _LISTS else value, key


def settings_told(file: Path, environ: Mapping[str, str]) -> str:
    """All that the settings of a site are made from, its `file` among it: while that is the same, so are they.

    Empty where it cannot be told.
    """
    try:
        written = file.read_bytes() if file.exists() else None
        return repr((written, sorted(from_environment(environ))))
    except (OSError, SettingsError):
        return ""


def _read(key: str, file: Path) -> str:
    """Without the line end that most editors leave."""
    try:
        with file.open(encoding="utf-8") as stream:
            text = stream.read(_MOST_CHARACTERS)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SettingsError(
            f"{key} names the file {file}, which cannot be read: {why}. "
            "Check the path, and let the user that runs Forthright read it."
        ) from error
    return text.rstrip("\r\n")
