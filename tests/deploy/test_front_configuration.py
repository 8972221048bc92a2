"""deploy/nginx.conf and deploy/Caddyfile know the portal's addresses and limits. `make audit` really runs both."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from portal import paths
from portal.acts.workplace import Workplace
from portal.app import create_both, most_request_bytes
from portal.library.published import Published
from portal.settings import Settings
from portal.site.static_files import _MEDIA_TYPES
from tests.deploy.fronts import CADDYFILE, NGINX_CONF
from tests.site.conftest import addresses_of

FOR_THIS_MACHINE_ALONE = {paths.MAIL}
"""Roots of the service that are only there where nobody else can reach it."""
_A_TENTH = 1.1


def passed_on_by_nginx(path: str) -> bool:
    patterns = re.findall(r"^    location ~ (\^\S+) \{\n(?:.*\n)*?        proxy_pass ", NGINX_CONF.read_text(), re.M)
    assert patterns
    return any(re.search(pattern, path) for pattern in patterns)


def passed_on_by_caddy(path: str) -> bool:
    """Caddy's own rule: `/r/*` is all that begins so, anything else is itself."""
    (listed,) = re.findall(r"^\t@service path (.+)$", CADDYFILE.read_text("utf-8"), re.MULTILINE)
    return any(path.startswith(m[:-1]) if m.endswith("/*") else path == m for m in listed.split())


PassedOn = Callable[[str], bool]
fronts = pytest.mark.parametrize("passed_on", [passed_on_by_nginx, passed_on_by_caddy], ids=["nginx", "caddy"])


@fronts
def test_every_address_of_the_service_is_passed_on(passed_on: PassedOn, app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<[^>]+>", "x", rule.rule)
        root = "/" + address.split("/")[1]
        if root not in FOR_THIS_MACHINE_ALONE | {paths.STATIC.rstrip("/")}:
            assert passed_on(address), f"{rule.rule} is answered from build/"


@fronts
def test_every_root_of_the_service_is_passed_on_with_and_without_its_slash(passed_on: PassedOn) -> None:
    for root in paths.SERVICE_ROOTS:
        for address in (root, f"{root}/", f"{root}/x"):
            assert passed_on(address) is (root not in FOR_THIS_MACHINE_ALONE), address


@fronts
def test_every_published_file_is_given_out_from_build(passed_on: PassedOn) -> None:
    for address in addresses_of(Published()):
        assert not passed_on(address), address


@fronts
@pytest.mark.parametrize("path", ["/", "/reports-we-publish/", "/returns/", "/desks/", "/apis.html", "/calendars/"])
def test_a_page_whose_name_begins_alike_stays_with_the_site(passed_on: PassedOn, path: str) -> None:
    assert not passed_on(path)


def test_the_front_takes_a_little_more_than_the_portal_so_that_the_portal_says_what_is_too_much() -> None:
    (nginx,) = re.findall(r"client_max_body_size +(\d+)m;", NGINX_CONF.read_text("utf-8"))
    (caddy,) = re.findall(r"max_size (\d+)MiB", CADDYFILE.read_text("utf-8"))
    for mebibytes in (nginx, caddy):
        most_bytes = most_request_bytes(Settings())
        assert most_bytes < int(mebibytes) * 1024**2 < most_bytes * _A_TENTH


def test_nginx_has_the_media_type_of_every_kind_of_published_file() -> None:
    (block,) = re.findall(r"    types \{\n(.*?)    \}", NGINX_CONF.read_text("utf-8"), re.DOTALL)
    types = {
        f".{suffix}": line.split()[0] for line in block.replace(";", "").splitlines() for suffix in line.split()[1:]
    }
    assert {suffix: types.get(suffix) for suffix in _MEDIA_TYPES} == _MEDIA_TYPES


def test_locations_of_nginx_that_say_anything_themselves_repeat_that_only_tls_will_do() -> None:
    """A location with an `add_header` of its own has none of those around it (ngx_http_headers_module)."""
    blocks = re.findall(r"    location [^\n]*\{\n(.*?)\n    \}", NGINX_CONF.read_text("utf-8"), re.DOTALL)
    speaking = [block for block in blocks if "add_header" in block]
    assert len(speaking) > 4
    assert [block for block in speaking if "Strict-Transport-Security" not in block] == []


@pytest.mark.parametrize(
    ("proxies", "said", "believed"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    ],
)
def test_the_portal_believes_its_front_and_nobody_before_it(
    service_workplace: Workplace, proxies: int, said: str, believed: str
) -> None:
    """What the portal makes of the headers that both configurations set."""
    settings = service_workplace.settings.model_copy(update={"trusted_proxies": proxies})
    told = {"X-Forwarded-For": said, "X-Forwarded-Proto": "https", "X-Forwarded-Host": "help.example.org"}
    environ = EnvironBuilder(
        "/robots.txt", headers=Headers(told), environ_base={"REMOTE_ADDR": "127.0.0.1"}
    ).get_environ()
    answer = create_both(replace(service_workplace, settings=settings))(environ, lambda *_: print)
    getattr(answer, "close", print)()
    assert environ["REMOTE_ADDR"] == believed
    public = ("https", "help.example.org") if proxies else ("http", "localhost")
    assert (environ["wsgi.url_scheme"], environ["HTTP_HOST"]) == public
