"""One process of portal.library.render_worker, that can be killed over hostile text."""

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

_START_TIMEOUT_S = 60.0
_COMMAND = (sys.executable, "-c", "from portal.library.render_worker import serve; serve()")


class RenderProcess:
    """One process. It is killed when a page takes too long, and started afresh for the next."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        environ = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and words
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ
        )
        self._ready = False
        return self._process

    def render(self, text: str, attribute_lists: bool, timeout_s: float) -> Mapping[str, Any]:
        """What portal.library.render_worker answers; `{"fault": …}` also where it took longer, or died."""
        process = self._process or self._start()
        try:
            if not self._ready:
                self._read_line(process, _START_TIMEOUT_S)
                self._ready = True
            assert process.stdin is not None
            data = {"text": text, "attribute_lists": attribute_lists}
            process.stdin.write(json.dumps(data).encode() + b"\n")
            process.stdin.flush()
            answer: Mapping[str, Any] = json.loads(self._read_line(process, timeout_s))
        except (TimeoutError, OSError) as error:
            self.end(kill=True)
            return {"fault": "too slow" if isinstance(error, TimeoutError) else "failed"}
        return answer

    def _read_line(self, process: subprocess.Popen[bytes], timeout_s: float) -> bytes:
        """Raises TimeoutError, or BrokenPipeError if the process has died."""
        assert process.stdout is not None
        handle, parts, ends_at = process.stdout.fileno(), list[bytes](), time.monotonic() + timeout_s
        while True:
            if not select.select([handle], [], [], max(0.0, ends_at - time.monotonic()))[0]:
                raise TimeoutError
            part = os.read(handle, 1 << 16)
            if not part:
                raise BrokenPipeError
            parts.append(part)
            if part.endswith(b"\n"):
                return b"".join(parts)

    def end(self, *, kill: bool = False) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if kill:
            process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
