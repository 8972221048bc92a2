"""Every setting: its type, default, unit and meaning.

A setting comes from the environment (`PORTAL_DATABASE_URL`, or a file that `PORTAL_DATABASE_URL_FILE` names), else from
`portal.toml` in the site folder (`database_url = "…"`), else from its default here. docs/settings.md is held to this
list by a test.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from portal.errors import SettingsError
from portal.setting_sources import from_environment
from portal.setting_values import (
    as_database_url,
    as_days_kept,
    as_issuer,
    as_mail_address,
    as_reply_address,
    as_web_url,
    is_loopback,
)
from portal.site_folder import SETTINGS_FILE, SiteFolder

FILE_NAME = SETTINGS_FILE


class Settings(SiteFolder, BaseModel):
    """The settings of one site. Immutable; use `model_copy(update=…)` for another port."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    site_dir: Path = Field(default=Path("."), description="The site folder, which holds content/.")

    database_url: Annotated[str, AfterValidator(as_database_url)] = Field(
        default="sqlite:///var/portal.db",
        repr=False,
        description="Where reports are kept. A relative SQLite path starts at the site folder.",
    )
    secret: str = Field(
        default="",
        min_length=0,
        repr=False,
        description="Key for links and forms, 32 characters or more. Empty: made once and kept in var/secret.",
    )
    earlier_secrets: tuple[str, ...] = Field(
        default=(),
        repr=False,
        description="Keys that `secret` was before, the newest first: links made with them still open.",
    )
    host: str = Field(default="127.0.0.1", description="Address that `portal run` listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port that `portal run` listens on.")
    trusted_proxies: int = Field(
        default=0, ge=0, le=10, description="Proxies in front of the service whose X-Forwarded headers are believed."
    )
    processes: int = Field(
        default=0,
        ge=0,
        le=64,
        description="Processes in which `portal run` answers. 0: one for each processor it may use, four at most.",
    )
    threads: int = Field(default=8, ge=1, le=256, description="Requests that each of these processes answers at once.")
    public_url: Annotated[str, AfterValidator(lambda v: as_web_url(v) if v else v)] = Field(
        default="",
        description="Address of the service as customers reach it, for links in mails. Empty: the host and port above.",
    )
    carrier: Literal["folder", "console", "smtp", "apprise", "null"] = Field(
        default="folder",
        description="What takes notices to people. `folder` writes mails to var/mail and shows them at /mail.",
    )
    mail_from: Annotated[str, AfterValidator(as_mail_address)] = Field(
        default="reports@localhost", description="Sender of mails."
    )
    smtp_host: str = Field(default="127.0.0.1", description="Mail server.")
    smtp_port: int = Field(default=25, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        default="none", description="How the connection to the mail server is protected."
    )
    smtp_user: str = Field(default="", description="User at the mail server. Empty: no sign-in.")
    smtp_password: str = Field(default="", repr=False, description="Password at the mail server.")
    smtp_timeout_s: float = Field(default=20, gt=0, le=300, description="Seconds to wait for the mail server.")
    apprise_urls: tuple[str, ...] = Field(
        default=(),
        repr=False,
        description="Apprise addresses for responders' notices when the carrier is `apprise`; customers' go by SMTP.",
    )
    reply_address: Annotated[str, AfterValidator(lambda v: as_reply_address(v) if v else v)] = Field(
        default="",
        description="Address that replies to our mails go to, such as reply@example.org; its mail server hands "
        "everything to reply+…@example.org to `portal receive`. Empty: nobody reads replies, and our mails say so.",
    )
    receive_host: str = Field(default="127.0.0.1", description="Address that `portal receive` listens on.")
    receive_port: int = Field(default=8025, ge=0, le=65535, description="Port that `portal receive` listens on.")
    max_mail_bytes: int = Field(
        default=30_000_000, ge=10_000, le=200_000_000, description="Largest mail that is received, in bytes."
    )
    limits: Literal["on", "off"] = Field(
        default="on", description="Rate limits and minimum times. `off` is for tests on loopback only."
    )
    api: Literal["on", "off"] = Field(
        default="on",
        description="Whether programs may read topics and promises, and send and follow reports, at `/api/v1/`.",
    )
    max_attachment_bytes: int = Field(
        default=10_000_000, ge=1_000, le=100_000_000, description="Largest attachment, in bytes."
    )
    max_attachments: int = Field(default=5, ge=0, le=20, description="Attachments that one message may carry.")
    most_reports_an_hour: int = Field(
        default=2_000,
        ge=0,
        description="Reports within an hour beyond which each further one waits in the quarantine for a person to "
        "look, except of the highest severity. 0: never.",
    )
    staged_valid_h: int = Field(
        default=24, ge=1, le=168, description="Hours after which an attachment that was not sent is discarded."
    )
    keep_closed_days: Annotated[int, AfterValidator(as_days_kept)] = Field(
        default=0,
        description="Days after which a closed report loses its words, names, addresses and files; what happened and "
        "when stays. 0: it keeps them until somebody erases them.",
    )
    keep_originals_days: int = Field(
        default=0,
        ge=0,
        description="Days after which the original of a mail is deleted, unless it waits in the tray. "
        "0: with its report's words.",
    )
    subscriptions: Literal["on", "off"] = Field(
        default="on",
        description="Whether readers can ask to be told by mail when public pages change. "
        "`off` takes the link off them.",
    )
    responder_link_valid_days: int = Field(
        default=30, ge=1, le=365, description="Days for which a responder's link from a notice opens the report."
    )
    session_idle_h: int = Field(
        default=12, ge=1, le=168, description="Hours without a visit after which somebody signed in on the desk is out."
    )
    session_valid_days: int = Field(
        default=14, ge=1, le=90, description="Days after which everybody signs in again, however busy they were."
    )
    oidc_issuer: Annotated[str, AfterValidator(lambda v: as_issuer(v) if v else v)] = Field(
        default="",
        description="Address of an OpenID Connect provider that may sign people in on the desk. Empty: by mail only.",
    )
    oidc_name: str = Field(default="", description="What the provider is called on the button. Empty: its host name.")
    oidc_client_id: str = Field(default="", description="Our name at the provider.")
    oidc_client_secret: str = Field(default="", repr=False, description="Our password at the provider.")
    log_format: Literal["text", "json"] = Field(
        default="text", description="Lines of the log: `text` for people, `json` for programs, one object a line."
    )
    metrics_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="Port at which `portal run` and `portal deliver` give figures to a monitor (Prometheus). 0: none.",
    )
    metrics_host: str = Field(default="127.0.0.1", description="Address of that port; keep the public away from it.")
    deliver_poll_s: float = Field(
        default=1.0, gt=0, le=60, description="Seconds between two looks for notices to send."
    )

    @property
    def service_url(self) -> str:
        """Address of the service, without a slash at the end, for links in mails."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def mail_folder_is_shown(self) -> bool:
        return self.carrier == "folder" and self.is_private

    @property
    def is_private(self) -> bool:
        """Whether the service can only be reached from this machine."""
        return is_loopback(self.host) and is_loopback(urlsplit(self.service_url).hostname or "")


def load_settings(site_dir: Path, environ: Mapping[str, str] | None = None, **overrides: object) -> Settings:
    """The settings of the site at `site_dir`; `overrides` (from the command line) win over both sources.

    Raises SettingsError naming every wrong setting with its value and what is allowed.
    """
    environ = os.environ if environ is None else environ
    file = site_dir / FILE_NAME
    values: dict[str, object] = {}
    origin: dict[str, str] = {}
    if file.is_file():
        try:
            from_file = tomllib.loads(file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{FILE_NAME} cannot be read: {error}. Correct the file; its form is TOML.") from error
        values |= from_file
        origin |= dict.fromkeys(from_file, FILE_NAME)
    for name, value, key in from_environment(environ):
        values[name], origin[name] = value, key
    values |= {name: value for name, value in overrides.items() if value is not None}
    values["site_dir"] = site_dir
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(detail, origin) for detail in error.errors())) from None
    _refuse_exposure(settings)
    return settings


def _explain(detail: Mapping[str, object], origin: Mapping[str, str]) -> str:
    location = detail["loc"]
    name = str(location[0]) if isinstance(location, tuple) and location else "?"
    source = origin.get(name, "the command line")
    if detail["type"] == "extra_forbidden":
        return f"{name} (from {source}) is not a setting. docs/settings.md lists them all."
    shown = "…" if "password" in name or "secret" in name else repr(_without_password(detail["input"]))
    allowed = str(detail["msg"]).removeprefix("Value error, ").removeprefix("Input should be ")
    return f"{name} = {shown} (from {source}) cannot be used. Allowed: {allowed}."


def _without_password(value: object) -> object:
    """A URL may hold a password before its @."""
    return re.sub(r"://.*@", "://…@", value) if isinstance(value, str) else value


def _refuse_exposure(settings: Settings) -> None:
    """A start that would show everybody the mails, or run without limits in public, is refused."""
    if settings.secret and len(settings.secret) < 32:
        raise SettingsError(
            "secret is too short. Allowed: 32 characters or more, or empty to have one made in var/secret."
        )
    if any(len(secret) < 32 for secret in settings.earlier_secrets):
        raise SettingsError("earlier_secrets holds a key that is too short. Allowed: 32 characters or more each.")
    if settings.oidc_issuer and not settings.oidc_client_id:
        raise SettingsError("oidc_client_id is empty. With oidc_issuer it has to be our name at the provider.")
    if settings.is_private:
        return
    where = f"host = {settings.host!r}, public_url = {settings.public_url!r}"
    if settings.limits == "off":
        raise SettingsError(
            f"limits = 'off' is refused with {where}. Allowed: 'on' wherever others can reach the service."
        )
    if settings.carrier == "folder":
        raise SettingsError(
            f"carrier = 'folder' is refused with {where}: everybody could read the mails at /mail. "
            "Allowed: 'smtp', 'apprise', 'console' or 'null' wherever others can reach the service."
        )
