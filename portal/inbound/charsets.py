"""Octets become text, whatever charset they claim. Never raises, and takes linear time."""

import codecs

# Decoders that are no charsets of mail, some of them quadratic (punycode, idna), are left out.
_FAMILIES = (
    "ascii",
    "utf",
    "iso8859",
    "iso2022",
    "cp",
    "koi8",
    "gb",
    "big5",
    "euc",
    "shift_jis",
    "mac",
    "latin",
    "hz",
    "tis",
)


def decoded(octets: bytes, charset: str | None) -> str:
    """By the charset that is named, else UTF-8, else Windows-1252, which is what unnamed octets most often are."""
    for name in (_known(charset), "utf-8"):
        if name:
            try:
                return octets.decode(name)
            except (UnicodeError, ValueError):
                continue
    named = _known(charset)
    return octets.decode("cp1252" if named in ("", "ascii", "utf-8") else named, "replace")


def _known(charset: str | None) -> str:
    try:
        name = codecs.lookup((charset or "").strip().strip("\"'")).name
    except (LookupError, ValueError, UnicodeError):
        return ""
    # What is named ASCII or Latin-1 is in truth Windows-1252 as soon as it goes beyond ASCII (WHATWG Encoding).
    if name in ("ascii", "iso8859-1"):
        return "cp1252" if name == "iso8859-1" else "ascii"
    return name if name.startswith(_FAMILIES) else ""
