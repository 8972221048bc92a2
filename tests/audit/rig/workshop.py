"""A portal as operators run it in production: several `run`, several `deliver`, one database, one mail server."""

import sys
from pathlib import Path

from tests.audit.rig.kept_running import Kept, KeptRunning
from tests.flows.installed import CHECKOUT
from tests.flows.mails import wait_for
from tests.flows.running import environment, is_healthy_at
from tests.notices.carriers.mail_server import free_port

STARTED_WITHIN_S = 300


class Workshop:
    """Starts processes in one site folder. `settings` are those of all of them."""

    def __init__(self, site: Path, running: KeptRunning, **settings: object) -> None:
        self.site, self.running = site, running
        self.settings = {"limits": "off", "deliver_poll_s": 0.1} | settings
        self._clock = site.parent / f"{site.name}.clock"
        self._clock.write_text("0", "ascii")

    @property
    def command(self) -> list[str | Path]:
        return [sys.executable, CHECKOUT / "tests" / "flows" / "portal_ahead.py", self._clock]

    @property
    def env(self) -> dict[str, str]:
        return environment(**self.settings)

    def set_clock(self, ahead_s: float) -> None:
        """The portal's own clock goes so many seconds ahead of the machine's, from now on."""
        staged = self._clock.with_suffix(".staged")
        staged.write_text(str(ahead_s), "ascii")
        staged.replace(self._clock)

    def serve(self, *options: str) -> "Server":
        port = free_port()
        return Server(self._kept(f"run-{port}", "run", "--port", str(port), *options), port)

    def deliver(self) -> Kept:
        return self._kept(f"deliver-{free_port()}", "deliver")

    def _kept(self, name: str, *arguments: str) -> Kept:
        log = self.site.parent / f"{self.site.name}-{name}.log"
        return self.running.keep(Kept(name, [*self.command, *arguments], cwd=self.site, env=self.env, log=log))


class Server:
    """One `portal run`."""

    def __init__(self, kept: Kept, port: int) -> None:
        self.kept, self.port = kept, port
        self.url = f"http://127.0.0.1:{port}"

    def wait_until_it_serves(self) -> "Server":
        wait_for(f"{self.kept.name}:\n{self.kept.log[-2000:]}", lambda: is_healthy_at(self.url), STARTED_WITHIN_S)
        return self
