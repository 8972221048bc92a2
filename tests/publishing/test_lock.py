import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.errors import PublicationUnderWay
from portal.publishing.lock import publishing_lock
from portal.settings import Settings

HOLDER = """
import sys, time
from pathlib import Path
from portal.publishing.lock import publishing_lock
from portal.settings import Settings
with publishing_lock(Settings(site_dir=Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def held_for(site: Path, seconds: float) -> subprocess.Popen[str]:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, site, str(seconds)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_with_patience_a_publication_waits_for_the_one_before_it(tmp_path: Path) -> None:
    with held_for(tmp_path, 0.5), publishing_lock(Settings(site_dir=tmp_path), patience_s=30):
        pass


def test_patience_has_an_end_and_then_the_other_process_is_named(tmp_path: Path) -> None:
    with held_for(tmp_path, 60) as holder:
        began_s = time.monotonic()
        with (
            pytest.raises(PublicationUnderWay, match=rf"another process \(number {holder.pid}\)"),
            publishing_lock(Settings(site_dir=tmp_path), patience_s=0.3),
        ):
            pass
        assert 0.3 <= time.monotonic() - began_s < 30
        holder.kill()
