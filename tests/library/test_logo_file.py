import struct
import zlib
from collections.abc import Callable

import pytest

from portal.library.loader import Loaded
from portal.library.logo_file import MAX_LOGO_BYTES, LogoFault, LogoSize, logo_size
from tests.library.broken_sites import BASE

Load = Callable[..., Loaded]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">{}</svg>'


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


@pytest.mark.parametrize(
    ("data", "name", "size"),
    [
        (SVG.format("<path d='M0 0h9'/>").encode(), "logo.svg", LogoSize(120, 40)),
        (SVG.format("<style>.a{fill:url(#b)}</style>").encode(), "logo.svg", LogoSize(120, 40)),
        (SVG.format("<title>Animate the url( of &lt;script></title>").encode(), "logo.svg", LogoSize(120, 40)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="80px" height="20"/>', "logo.svg", LogoSize(80, 20)),
        (png(300, 100), "logo.png", LogoSize(300, 100)),
    ],
)
def test_a_logo_says_how_large_it_is(data: bytes, name: str, size: LogoSize) -> None:
    assert logo_size(data, name) == size


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>alert(1)</script>", "`script` could act"),
        ("<s:script xmlns:s='http://www.w3.org/2000/svg'/>", "`script` could act"),
        ("<path onload='x()'/>", "`onload` could act"),
        ("<a href='javascript:x()'/>", "`javascript:` could act"),
        ("<foreignObject/>", "`foreignObject` could act"),
        ("<animate attributeName='x'/>", "`animate` could act"),
        ("<image href='https://elsewhere.example/x.png'/>", "fetches something from elsewhere"),
        ("<use xlink:href='//elsewhere.example/x.svg#a'/>", "fetches something from elsewhere"),
        ("<style>@import 'x.css'</style>", "fetches something from elsewhere"),
        ("<style>.a{fill:url(https://elsewhere.example)}</style>", "fetches something from elsewhere"),
        ("<a.b:script xmlns:a.b='http://www.w3.org/2000/svg'/>", "`script` could act"),
        ("<ä-b:FOREIGNOBJECT xmlns:ä-b='http://www.w3.org/2000/svg'/>", "`FOREIGNOBJECT` could act"),
        ("<path a='1'\nonload\n=\n'x()'/>", "`onload` could act"),
        ("<a href='java&#115;cript:x()'/>", "`javascript:` could act"),
        ("<a href=' java&#10;script:x()'/>", "`javascript:` could act"),
        ("<h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x.png'/>", "`img` could act"),
        ("<?xml-stylesheet href='x.css'?>", "`xml-stylesheet` could act"),
        ("<style>&#64;import 'x.css'</style>", "fetches something from elsewhere"),
        ("<path style='fill:ur&#108;(//elsewhere.example)'/>", "fetches something from elsewhere"),
        ("<s.t:image s.t:href='x.png'/>", "fetches something from elsewhere"),
        ("<path", "not a well-formed SVG"),
        ("&lol;", "not a well-formed SVG"),
    ],
)
def test_a_logo_that_could_act_is_refused(inside: str, what: str) -> None:
    with pytest.raises(LogoFault) as fault:
        logo_size(SVG.format(inside).encode(), "logo.svg")
    assert what in fault.value.what
    assert fault.value.remedy


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG.encode(), "logo.svg"),
        (b"<html/>", "logo.svg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "logo.svg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>', "logo.svg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 40"/>', "logo.svg"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 900"/>', "logo.svg"),
        (b"\xff\xfe", "logo.svg"),
        (png(4000, 1000), "logo.png"),
        (png(0, 10), "logo.png"),
        (b"GIF89a", "logo.png"),
        (b"GIF89a", "logo.gif"),
        (b" " * (MAX_LOGO_BYTES + 1), "logo.svg"),
    ],
)
def test_what_cannot_be_shown_above_a_page_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(LogoFault):
        logo_size(data, name)


@pytest.mark.parametrize(
    ("files", "place", "what"),
    [
        ({}, "content/site.yml", "There is no file `static/logo.svg`. Lay it there"),
        ({"static/lego.svg": SVG}, "content/site.yml", "Did you mean `lego.svg`?"),
        ({"static/logo.svg": SVG.format("\n<script/>")}, "static/logo.svg:2:1", "`script` could act"),
    ],
)
def test_a_logo_is_checked_with_the_content(load: Load, files: dict[str, str], place: str, what: str) -> None:
    site = (BASE / "content/site.yml").read_text("utf-8")
    loaded = load({"content/site.yml": f"{site}logo: {{file: logo.svg}}\n", **files})
    (problem,) = (problem for problem in loaded.problems if problem.severity == "problem")
    assert str(problem).startswith(place)
    assert what in str(problem)
