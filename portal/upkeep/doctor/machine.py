"""The settings against the outside, and the disk: what can be said without a database."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from portal.errors import SettingsError, TemporaryFailure
from portal.notices.carriers.choice import carrier_of
from portal.notices.carriers.smtp import SmtpCarrier
from portal.secret import EARLIER, earlier_secrets_of, secret_of
from portal.settings import FILE_NAME, Settings
from portal.upkeep.doctor.finding import Finding, problem, warning, well

LEAST_FREE_BYTES = 200_000_000
FEW_FREE_BYTES = 2_000_000_000


def examine_machine(settings: Settings) -> Iterator[Finding]:
    yield from _settings(settings)
    yield from _key(settings)
    yield from _permissions(settings)
    yield from _disk(settings)
    yield from _mail(settings)


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.is_private:
        yield warning(
            "settings",
            f"The service is at {settings.service_url}, which only this machine reaches; links in mails lead there.",
            "Set public_url, and carrier to what takes mails to people, before customers come.",
        )
        return
    if not settings.public_url:
        yield warning(
            "settings",
            f"public_url is not set, so links in mails lead to {settings.service_url}.",
            "Set public_url to the address that customers use.",
        )
    elif not settings.public_url.startswith("https://"):
        yield problem(
            "settings",
            f"public_url is {settings.public_url}: what customers write, and private links, can be read on their way.",
            "Put a web server that speaks TLS in front, and set public_url to its https address.",
        )
    else:
        yield well("settings", f"The service is at {settings.service_url}.")
    if settings.carrier in ("null", "console"):
        yield problem(
            "settings",
            f"carrier is {settings.carrier!r}, so no notice reaches anybody.",
            "Set carrier to 'smtp', and smtp_host to your mail server.",
        )


def _key(settings: Settings) -> Iterator[Finding]:
    if not settings.secret and not (settings.var_dir / "secret").exists():
        yield warning(
            "secret",
            "There is no key yet; the first start makes one in var/secret.",
            "If links were given before, restore var/secret from a backup first: no other key opens them.",
        )
        return
    try:
        secret_of(settings)
        earlier = len(earlier_secrets_of(settings))
    except SettingsError as error:
        yield problem("secret", str(error), "Restore var/secret from a backup, or set PORTAL_SECRET.")
        return
    kept = "in the settings" if settings.secret else "in var/secret"
    besides = "" if not earlier else f", and {earlier} earlier one{'s' if earlier > 1 else ''} still open links"
    yield well("secret", f"The key is {kept}{besides}.")


def _permissions(settings: Settings) -> Iterator[Finding]:
    """Only what exists is looked at; what belongs to its owner alone is not told of."""
    private = [settings.var_dir, *(settings.var_dir / name for name in ("secret", EARLIER, "portal.db", "mail"))]
    toml = settings.site_dir / FILE_NAME
    holds_password = toml.is_file() and any(word in toml.read_text("utf-8", "replace") for word in _set_passwords(toml))
    if holds_password:
        private.append(toml)
    open_to = [file for file in private if file.exists() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if open_to:
        names = " ".join(str(file) for file in open_to)
        yield warning("permissions", f"Other users of this machine may look at: {names}", f"Run: chmod go= {names}")
    else:
        yield well("permissions", "Only its owner looks into var/.")


def _set_passwords(toml: Path) -> Iterator[str]:
    for line in toml.read_text("utf-8", "replace").splitlines():
        name, _, value = line.partition("=")
        secretive = ("password", "secret", "database_url")
        if not line.lstrip().startswith("#") and any(w in name for w in secretive) and value.strip().strip("\"'[]"):
            yield name


def _disk(settings: Settings) -> Iterator[Finding]:
    for folder in dict.fromkeys(_existing(path) for path in (settings.var_dir, settings.build_dir)):
        free = shutil.disk_usage(folder).free
        said = f"{free / 1_000_000_000:,.1f} GB are free where {folder} lies."
        if free < LEAST_FREE_BYTES:
            yield problem("disk", said, "Free some: without room no report can be taken.")
        elif free < FEW_FREE_BYTES:
            yield warning("disk", said, "Free some, or make the disk larger: reports and attachments need room.")
        else:
            yield well("disk", said)


def _existing(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())


def _mail(settings: Settings) -> Iterator[Finding]:
    if settings.carrier not in ("smtp", "apprise"):
        return
    if settings.mail_from.endswith("@localhost"):
        yield problem(
            "mail",
            f"mail_from is {settings.mail_from}, which most mail servers refuse.",
            "Set mail_from to an address of your own domain.",
        )
    try:
        carrier = carrier_of(settings.model_copy(update={"carrier": "smtp"}))
        assert isinstance(carrier, SmtpCarrier)
        try:
            carrier.require_reachable()
        finally:
            carrier.close()
    except SettingsError as error:
        yield problem("mail", str(error), "Until that is set right, `portal run` and `portal deliver` do not start.")
    except TemporaryFailure as error:
        yield problem("mail", str(error), "Until it answers, notices wait in the queue; none is lost.")
    else:
        yield well("mail", f"The mail server {settings.smtp_host}:{settings.smtp_port} lets us in.")
