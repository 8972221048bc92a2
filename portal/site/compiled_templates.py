"""What templates were compiled to: kept in memory for all apps of a process, and ours on the disk for the next one.

They lie where Python keeps our compiled modules, so whoever could put something else there could change those as well.
A site's own templates are kept in memory alone: what lies beside its content would be code that others may bring along.
"""

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

_OWN = "own-"


class CompiledTemplates(FileSystemBytecodeCache):
    """`ours` is the folder of our templates. `code_version` is another when anything of ours that compiles is: Jinja
    works out what is constant in a template beforehand, filters among it.
    """

    def __init__(self, ours: Path, code_version: str, folder: Path | None = None) -> None:
        super().__init__(str(folder or Path(cache_from_source(__file__)).parent), f"template-%s.{_python()}")
        self._ours = f"{ours}/"
        self._code_version = code_version
        self._in_memory: dict[str, tuple[str, CodeType]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        is_ours = filename is not None and filename.startswith(self._ours)
        return ("" if is_ours else _OWN) + super().get_cache_key(name, filename)

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{self._code_version}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._in_memory.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif not bucket.key.startswith(_OWN):
            self._load_from_disk(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is None:
            return
        self._in_memory[bucket.key] = (bucket.checksum, bucket.code)
        if not bucket.key.startswith(_OWN) and not sys.dont_write_bytecode:
            # Where nothing can be written, as in a system's own folders, it is compiled anew each time.
            with suppress(OSError):
                super().dump_bytecode(bucket)

    def _load_from_disk(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:
            # Jinja tells damage at its ends only; half a file is as good as none.
            bucket.reset()
            return
        if bucket.code is not None:
            self._in_memory[bucket.key] = (bucket.checksum, bucket.code)


def _python() -> str:
    return sys.implementation.cache_tag or "python"
