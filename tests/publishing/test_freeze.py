import errno
import multiprocessing.synchronize
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, Response, redirect
from flask.typing import ResponseReturnValue

from portal.errors import PublishError
from portal.publishing.files import files_of
from portal.publishing.freeze import freeze
from portal.publishing.staging import Staging
from portal.publishing.unwalked import refuse_unwalked
from tests.publishing.small_site import contents


def app_with_faults() -> Flask:
    app = Flask(__name__, static_folder=None)

    @app.get("/")
    def home() -> str:
        return "home"

    @app.get("/broken/")
    def broken() -> str:
        raise ZeroDivisionError("the sum of nothing")

    @app.get("/moved/")
    def moved() -> ResponseReturnValue:
        return redirect("/")

    @app.get("/style.css")
    def style() -> ResponseReturnValue:
        return Response("body{}", mimetype="text/html")

    @app.get("/data.json")
    def data() -> ResponseReturnValue:
        return {"a": 1}

    return app


def test_exactly_the_addresses_given_are_frozen(tmp_path: Path) -> None:
    freeze(app_with_faults(), files_of(["/", "/data.json"]), Staging(tmp_path))
    assert contents(tmp_path) == {"index.html": b"home", "data.json": b'{"a":1}\n'}


def test_what_an_app_does_to_its_answers_is_done_to_what_is_frozen(tmp_path: Path) -> None:
    app = app_with_faults()

    @app.after_request
    def sign(response: Response) -> Response:
        response.set_data(response.get_data() + b", signed")
        return response

    freeze(app, files_of(["/"]), Staging(tmp_path))
    assert contents(tmp_path) == {"index.html": b"home, signed"}


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/broken/", "ZeroDivisionError: the sum of nothing"),
        ("/nowhere/", "404 NOT FOUND"),
        ("/moved/", "302 FOUND"),
        ("/style.css", "MimetypeMismatchWarning"),
    ],
)
def test_a_page_that_fails_stops_the_freeze_and_is_named_with_the_reason(
    tmp_path: Path, address: str, reason: str
) -> None:
    with pytest.raises(PublishError, match=f"{address} could not be frozen .*{reason}"):
        freeze(app_with_faults(), files_of(["/", address]), Staging(tmp_path))


def test_nothing_is_written_through_a_link_that_leads_outside(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "data.json").symlink_to(tmp_path / "outside" / "data.json")
    with pytest.raises(PublishError, match="FileExistsError"):
        freeze(app_with_faults(), files_of(["/data.json"]), Staging(tmp_path / "inside"))
    assert contents(tmp_path / "outside") == {}


def test_without_shared_memory_one_process_freezes_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_lock: object, **_options: object) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(multiprocessing.synchronize.SemLock, "__init__", refused)
    with Staging(tmp_path) as staging:
        freeze(app_with_faults(), files_of(["/", "/data.json"]), staging, processes=2)
    assert contents(tmp_path) == {"index.html": b"home", "data.json": b'{"a":1}\n'}


def test_whoever_watches_sees_every_address_and_how_many_there_are(tmp_path: Path) -> None:
    seen: list[object] = []

    def watch(addresses: Iterator[str], total: int) -> Iterator[str]:
        seen.append(total)
        for address in addresses:
            seen.append(address)
            yield address

    freeze(app_with_faults(), files_of(["/", "/data.json"]), Staging(tmp_path), watch)
    assert seen == [2, "/", "/data.json"]


def test_a_page_that_no_address_leads_to_is_named() -> None:
    addresses = ["/", "/broken/", "/moved/", "/style.css"]
    with pytest.raises(PublishError, match=r"a page at /data\.json, but it is not among"):
        refuse_unwalked(app_with_faults(), files_of(addresses))
    refuse_unwalked(app_with_faults(), files_of([*addresses, "/data.json"]))


def test_an_address_without_a_page_is_named() -> None:
    with pytest.raises(PublishError, match="/nowhere/ is to be published, but the site has no page there"):
        refuse_unwalked(app_with_faults(), files_of(["/nowhere/"]))
