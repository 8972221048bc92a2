"""Which file an address is frozen into: `/topics/` is `topics/index.html`, `/robots.txt` is `robots.txt`."""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePosixPath

from portal.errors import PublishError

# No segment begins with a dot, so there is neither `..` nor a hidden file, but for the folder of RFC 8615; `?`, `#` and
# `%` would cut an address short.
_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
_ADDRESS = re.compile(rf"/(?:\.well-known/)?(?:{_SEGMENT}/)*(?:{_SEGMENT})?")
_MAX_ADDRESS_CHARACTERS = 1000
_MAX_SEGMENT_BYTES = 255


def file_of(address: str) -> str:
    """The file, relative to the site's root, with slashes. Raises PublishError for an address unsafe as a path."""
    too_long = len(address) > _MAX_SEGMENT_BYTES and (
        len(address) > _MAX_ADDRESS_CHARACTERS or any(len(s) > _MAX_SEGMENT_BYTES for s in address.split("/"))
    )
    if too_long or not _ADDRESS.fullmatch(address):
        raise PublishError(
            f"The address {address[:200]!r} cannot become a file. "
            "Use small letters, digits and hyphens, and let it begin with a slash."
        )
    return (address + "index.html" if address.endswith("/") else address).removeprefix("/")


def staged_name(file: str) -> str:
    """What `file` is called while it is staged. There are no folders there: making thousands of them takes seconds."""
    name = file.replace("/", "~")
    if len(name) <= _MAX_SEGMENT_BYTES:
        return name
    ending = PurePosixPath(file).suffix
    return f"~{sha256(file.encode()).hexdigest()}{ending}"


def files_of(addresses: Iterable[str]) -> dict[str, str]:
    """Each file with its address, in the order given; an address named twice counts once.

    Raises PublishError where two addresses want the same file, or one wants a file where another wants a folder.
    """
    files: dict[str, str] = {}
    for address in dict.fromkeys(addresses):
        file = file_of(address)
        if file in files:
            raise PublishError(f"{files[file]} and {address} would be the same file. Give one of them another name.")
        files[file] = address
    folders: set[str] = set()
    for file, address in files.items():
        folder = file.rpartition("/")[0]
        while folder and folder not in folders:
            if folder in files:
                raise PublishError(
                    f"{files[folder]} is a file and {address} lies below it as in a folder. "
                    "Give one of them another name."
                )
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return files
