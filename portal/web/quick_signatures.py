"""itsdangerous' signatures in a fraction of the time; each opens what the other has signed.

It makes a signer and derives its key anew for each text, and tries to compress even the shortest, for which zlib sets
up a quarter of a megabyte. Here signers are made once, and what is short stays as it is. This module can be deleted:
give its classes their parents' names and `dumps` in place of `signed_json`, and what was signed stays signed.
"""

import hmac
from binascii import b2a_base64
from json import JSONEncoder
from typing import Any

from itsdangerous import Signer, TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer
from itsdangerous.encoding import int_to_bytes, want_bytes
from itsdangerous.serializer import Serializer
from itsdangerous.signer import HMACAlgorithm

# A random key of forty letters is longer once it is compressed.
_SHORT_BYTES = 100
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
in_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""As itsdangerous writes it, which sets up an encoder for each text."""


def _in_base64(data: bytes) -> bytes:
    """RFC 4648 §5, without padding."""
    return b2a_base64(data, newline=False).translate(_URL_SAFE).rstrip(b"=")


class _QuickHmac(HMACAlgorithm):
    """Begun once for each key, and gone on with from there."""

    def __init__(self) -> None:
        super().__init__()
        self._begun: dict[bytes, hmac.HMAC] = {}

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        begun = self._begun.get(key)
        if begun is None:
            begun = self._begun[key] = hmac.new(key, digestmod=self.digest_method)
        signing = begun.copy()
        signing.update(value)
        return signing.digest()


class _KnowsItsKeys(Signer):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.algorithm = _QuickHmac()
        self._derived: dict[Any, bytes] = {}

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        key = self._derived.get(secret_key)
        if key is None:
            key = self._derived[secret_key] = super().derive_key(secret_key)
        return key

    def get_signature(self, value: str | bytes) -> bytes:
        return _in_base64(self.algorithm.get_signature(self.derive_key(), want_bytes(value)))


class _QuickSigner(_KnowsItsKeys):
    pass


class _QuickTimestampSigner(_KnowsItsKeys, TimestampSigner):
    def sign(self, value: str | bytes) -> bytes:
        signed = want_bytes(value) + self.sep + _in_base64(int_to_bytes(self.get_timestamp()))
        return signed + self.sep + self.get_signature(signed)


class _KeepsItsSigner(Serializer[str]):
    _kept: Signer | None = None

    def make_signer(self, salt: str | bytes | None = None) -> Signer:
        if salt is not None and salt != self.salt:
            return super().make_signer(salt)
        if self._kept is None:
            self._kept = super().make_signer()
        return self._kept

    def dump_payload(self, obj: Any) -> bytes:
        written = Serializer.dump_payload(self, obj)
        return _in_base64(written) if len(written) <= _SHORT_BYTES else super().dump_payload(obj)

    def signed_json(self, json: str) -> str:
        """What `dumps` gives for something short that its serializer writes so."""
        return self.make_signer().sign(_in_base64(json.encode())).decode()


class QuickSerializer(_KeepsItsSigner, URLSafeSerializer):
    default_signer = _QuickSigner


class QuickTimedSerializer(_KeepsItsSigner, URLSafeTimedSerializer):
    default_signer = _QuickTimestampSigner
