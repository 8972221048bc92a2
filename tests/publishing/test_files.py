import pytest

from portal.errors import PublishError
from portal.publishing.files import file_of, files_of, staged_name


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/topics/no-internet/", "topics/no-internet/index.html"),
        ("/robots.txt", "robots.txt"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
        ("/static/0a1b2c3d4e5f/fonts/a_b.woff2", "static/0a1b2c3d4e5f/fonts/a_b.woff2"),
    ],
)
def test_an_address_has_one_file(address: str, file: str) -> None:
    assert file_of(address) == file


UNSAFE = ["topics/", "//host/", "/../etc/", "/a/../../b", "/a/./b", "/.git/config", "/a?b", "/a#b", "/%2e%2e/", "/a//b"]


@pytest.mark.parametrize(
    "address",
    [*UNSAFE, "/a/.well-known/b", "/.well-known", "", "/a b/", "/ä/", "/a\\b/", "/a\n/", f"/{'a' * 256}/", "/a/" * 400],
)
def test_an_address_that_is_not_safe_as_a_path_is_refused_by_name(address: str) -> None:
    with pytest.raises(PublishError, match="cannot become a file"):
        file_of(address)


def test_two_addresses_never_share_a_file() -> None:
    with pytest.raises(PublishError, match=r"/a/ and /a/index\.html would be the same file"):
        files_of(["/a/", "/a/index.html"])


def test_a_file_never_stands_where_a_folder_must() -> None:
    with pytest.raises(PublishError, match="/a is a file and /a/b/ lies below it"):
        files_of(["/a/b/", "/a"])


def test_an_address_named_twice_counts_once() -> None:
    assert files_of(["/", "/a/", "/"]) == {"index.html": "/", "a/index.html": "/a/"}


def test_files_lie_beside_each_other_while_they_are_staged_and_none_takes_anothers_place() -> None:
    long = "/".join(["a" * 200] * 4)
    files = ["a/b/index.html", "a/b-index.html", "a-b/index.html", "index.html", f"{long}/index.html", f"{long}/b.html"]
    names = [staged_name(file) for file in files]
    assert len(set(names)) == len(names)
    assert all(len(name) <= 255 and "/" not in name and name.endswith(".html") for name in names)
