"""A build that is killed leaves no process behind: one would hold the lock, and nothing could be published again."""

import multiprocessing
import time
from multiprocessing.connection import Connection
from pathlib import Path

from flask import Flask

from portal.publishing.freeze import freeze
from portal.publishing.lock import publishing_lock
from portal.publishing.staging import Staging
from portal.settings import Settings

_PATIENCE_S = 60
_forkserver = multiprocessing.get_context("forkserver")


def publish_for_ever(folder: Path, told: Connection) -> None:
    """Under the lock of `folder`, two processes that each say that they have begun a page, and never end it."""
    app = Flask("slow", static_folder=None)

    @app.get("/<int:number>/")
    def page(number: int) -> str:
        told.send(number)
        time.sleep(10 * _PATIENCE_S)
        return "late"

    with publishing_lock(Settings(site_dir=folder)):
        files = {f"{number}/index.html": f"/{number}/" for number in range(150)}
        freeze(app, files, Staging(folder), processes=2)


def test_the_processes_of_a_killed_build_end_with_it_and_its_lock_is_free(tmp_path: Path) -> None:
    ours, theirs = _forkserver.Pipe(duplex=False)
    building = _forkserver.Process(target=publish_for_ever, args=(tmp_path, theirs))
    building.start()
    theirs.close()
    for _ in range(2):
        assert ours.poll(_PATIENCE_S), "a process began no page"
        ours.recv()
    building.kill()
    building.join(_PATIENCE_S)
    # The other end is closed while the last process that has it ends, and the lock a moment before or after.
    assert ours.poll(_PATIENCE_S), "a process goes on"
    with publishing_lock(Settings(site_dir=tmp_path), patience_s=_PATIENCE_S):
        pass
