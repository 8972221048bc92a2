"""What is signed quickly is what itsdangerous signs, and each of the two opens what the other has made."""

from typing import Any

import pytest
from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer

from portal.web.quick_signatures import QuickSerializer, QuickTimedSerializer, in_json

RANDOM = "f1d2d2f924e986ac86fdf7b36c94bcdf32beec15"
KEYS = ["the key before", "the key"]
SHORT: list[Any] = ["a3f9" * 10, ["Zm9v_-bar1234567890aa", 1795687207.25], {"csrf_token": "0b" * 20}, "", None, "é\0"]
LONG: list[Any] = [["words " * 40], {"_flashes": [["message", "Sent. It shows below."] * 9]}]


@pytest.mark.parametrize("signed", SHORT + LONG)
@pytest.mark.parametrize("how", [{}, {"key_derivation": "hmac"}])
def test_both_sign_alike(signed: Any, how: dict[str, str]) -> None:
    for quick, usual in ((QuickSerializer, URLSafeSerializer), (QuickTimedSerializer, URLSafeTimedSerializer)):
        ours = quick(KEYS, salt="salt", signer_kwargs=how)
        theirs: Any = usual(KEYS, salt="salt", signer_kwargs=how)
        earlier: Any = usual(KEYS[:1], salt="salt", signer_kwargs=how)
        for _ in range(2):
            assert theirs.loads(ours.dumps(signed)) == signed
            assert ours.loads(theirs.dumps(signed)) == signed
            assert ours.loads(earlier.dumps(signed)) == signed


@pytest.mark.parametrize("signed", [RANDOM, [RANDOM[:22], 1795687207.123456], {"csrf_token": RANDOM}, *LONG])
def test_not_a_character_of_what_we_sign_is_different(signed: Any) -> None:
    assert QuickSerializer(KEYS).dumps(signed) == URLSafeSerializer(KEYS).dumps(signed)


@pytest.mark.parametrize("signed", [RANDOM, [RANDOM[:22], 1795687207.123456], {"csrf_token": RANDOM}, 'é"\\\0'])
def test_what_was_written_as_json_before_is_signed_alike(signed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: 1_795_687_207)
    assert QuickSerializer(KEYS).signed_json(in_json(signed)) == URLSafeSerializer(KEYS).dumps(signed)
    assert QuickTimedSerializer(KEYS).signed_json(in_json(signed)) == URLSafeTimedSerializer(KEYS).dumps(signed)


def test_what_another_key_or_purpose_has_signed_and_what_was_changed_or_is_old_is_refused() -> None:
    ours = QuickTimedSerializer(KEYS, salt="salt")
    token = ours.dumps("mine")
    for wrong in (
        QuickTimedSerializer(["another"], salt="salt").dumps("mine"),
        QuickTimedSerializer(KEYS, salt="pepper").dumps("mine"),
        # Not the last: some of its bits say nothing.
        token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1],
        "x" + token,
        "",
        "...",
    ):
        with pytest.raises(BadSignature):
            ours.loads(wrong)
    with pytest.raises(BadSignature):
        ours.loads(token, salt="pepper")
    with pytest.raises(SignatureExpired):
        ours.loads(token, max_age=-1)
