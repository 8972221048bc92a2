"""The key behind every private link and form: the setting `secret`, else one made once and kept in var/secret.

A new key makes new links; those that an earlier one made still open, for as long as it is kept.
"""

import os
import secrets
from pathlib import Path

from portal.errors import SettingsError
from portal.settings import Settings

EARLIER = "earlier-secrets"


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


def earlier_secrets_of(settings: Settings) -> tuple[str, ...]:
    """Keys that were the key before, the newest first: those of the setting, then those in var/earlier-secrets.

    Raises SettingsError when the file cannot be read.
    """
    file = settings.var_dir / EARLIER
    try:
        lines = file.read_text("ascii").split() if file.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be used: {error}. Restore it; old links do not open without it.") from error
    now = settings.secret or secret_of(settings)
    return tuple(dict.fromkeys(key for key in (*settings.earlier_secrets, *lines) if key != now and len(key) >= 32))


def renew_secret(settings: Settings) -> None:
    """Make a new key in var/secret; the one before goes to var/earlier-secrets, and first, so that it is never lost.

    Raises SettingsError where the setting holds the key, or var/ cannot be written.
    """
    if settings.secret:
        raise SettingsError(
            "secret is set, so the key is yours to change: put the present one first in earlier_secrets, set a new one "
            'of 32 characters or more (python3 -c "import secrets; print(secrets.token_urlsafe(48))"), and start again.'
        )
    before = (secret_of(settings), *earlier_secrets_of(settings))
    try:
        _write(settings.var_dir / EARLIER, "".join(f"{key}\n" for key in before)).replace(settings.var_dir / EARLIER)
        _write(settings.var_dir / "secret", secrets.token_urlsafe(48)).replace(settings.var_dir / "secret")
    except OSError as error:
        raise SettingsError(f"{settings.var_dir} cannot be written: {error}. The key is as it was.") from error


def forget_earlier_secrets(settings: Settings) -> int:
    """Delete var/earlier-secrets: links made with those keys open nothing from the next start on. Gives how many."""
    count = len(earlier_secrets_of(settings.model_copy(update={"earlier_secrets": ()})))
    (settings.var_dir / EARLIER).unlink(missing_ok=True)
    return count


def _make(file: Path) -> None:
    """Write the file whole under another name, then link it into place: the first process wins, none reads half."""
    staged = _write(file, secrets.token_urlsafe(48))
    try:
        os.link(staged, file)
    except FileExistsError:
        pass
    finally:
        staged.unlink()


def _write(file: Path, text: str) -> Path:
    """Beside the file, whole and synced, for its owner only."""
    file.parent.mkdir(parents=True, exist_ok=True)
    staged = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return staged
