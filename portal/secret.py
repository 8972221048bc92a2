"""The key behind every private link and form: the setting `secret`, else one made once and kept in var/secret."""

import os
import secrets
from pathlib import Path

from portal.errors import SettingsError
from portal.settings import Settings


def secret_of(settings: Settings) -> str:
    """The key, at least 32 characters. Several processes that start at once agree on one.

    Raises SettingsError when var/secret cannot be written or holds something else.
    """
    if settings.secret:
        return settings.secret
    file = settings.var_dir / "secret"
    try:
        if not file.exists():
            _make(file)
        key = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"secret is not set and {file} cannot be used: {error}. Set PORTAL_SECRET, or make the folder writable."
        ) from error
    if len(key) < 32:
        raise SettingsError(
            f"{file} holds no usable key. Delete it to have a new one made; old links then stop working."
        )
    return key


def _make(file: Path) -> None:
    """Write the file whole under another name, then link it into place: the first process wins, none reads half."""
    file.parent.mkdir(parents=True, exist_ok=True)
    staged = file.with_name(f"secret.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(48))
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(staged, file)
    except FileExistsError:
        pass
    finally:
        staged.unlink()
