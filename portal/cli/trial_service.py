"""The form, the tracking pages and the desk as the preview shows them: with a store of their own that goes with it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.cli.service_start import begin
from portal.library.release import Release, write_release
from portal.notices.carriers.choice import carrier_of
from portal.settings import Settings
from portal.upkeep.deliver import deliver_until


class TrialService:
    """Called with a release, it gives the app that keeps its promises. Mails can be read at /mail and go nowhere."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._workplace: Workplace | None = None
        self._app: Flask | None = None
        self._stop = threading.Event()
        self._delivery: threading.Thread | None = None

    def __call__(self, release: Release) -> Flask:
        write_release(release, self._settings.release_file)
        if self._app is None:
            self._workplace = begin(self._settings)
            self._app = create_service(self._workplace)
            # Templates are edited while it runs.
            self._app.jinja_env.auto_reload = True
            work = (self._stop, self._workplace, carrier_of(self._settings))
            self._delivery = threading.Thread(target=deliver_until, args=work, name="deliver", daemon=True)
            self._delivery.start()
        return self._app

    def close(self) -> None:
        self._stop.set()
        if self._delivery is not None:
            self._delivery.join(timeout=30)
        if self._workplace is not None:
            self._workplace.store.close()


@contextmanager
def trial_service(settings: Settings, port: int) -> Iterator[TrialService]:
    """A service on loopback that keeps nothing: reports sent in the preview are gone when it ends."""
    with TemporaryDirectory(prefix="portal-preview-") as scratch:
        for name in ("templates", "static"):
            (Path(scratch) / name).symlink_to(settings.site_dir / name, target_is_directory=True)
        trial = TrialService(Settings(site_dir=Path(scratch), port=port, limits="off"))
        try:
            yield trial
        finally:
            trial.close()
