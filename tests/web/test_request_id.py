"""Each answer says how its request is called in the log; a visitor cannot choose that, a proxy of ours can."""

from dataclasses import replace

import pytest

from portal.acts.workplace import Workplace
from portal.app import create_service


@pytest.mark.parametrize(
    ("proxies", "given", "kept"),
    [
        (0, "a-name-of-mine", False),
        (1, "a-name-of-mine", True),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, "a b c d e", False),
    ],
)
def test_who_names_a_request(sqlite_workplace: Workplace, proxies: int, given: str, kept: bool) -> None:
    settings = sqlite_workplace.settings.model_copy(update={"trusted_proxies": proxies})
    client = create_service(replace(sqlite_workplace, settings=settings)).test_client()
    names = [client.get("/report/link", headers={"X-Request-ID": given}).headers["X-Request-ID"] for _ in range(2)]
    assert (names == [given, given]) == kept
    assert kept or names[0] != names[1]
