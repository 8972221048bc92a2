"""What a customer gives is taken as it is kept, or refused with what to do."""

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from portal.web.report_rules import mail_address

PARTS = st.text("abzAZ059.-_+@é 'x", min_size=1, max_size=12)
ENDS = st.sampled_from([".example", ".co.uk", ".test", ".local", ".a", ".x1", ".--", ".xn--p1ai", "", ".arpa", "."])


@given(st.builds("{}@{}{}".format, PARTS, PARTS, ENDS))
@example("sam@example.org")
@example("Sam@Example.ORG")
@example("INFO@example.org")
@example("a.b+c_d-e@a-b.c-d.example")
@example("a@b--c.example")
@example("a@-b.example")
@example("a..b@c.example")
@example("a@localhost")
@example("a@printer.local")
@example("a" * 64 + "@example.org")
@example("a" * 65 + "@example.org")
@example("a@" + "b" * 63 + ".example")
@example("a@" + "b" * 64 + ".example")
@example("sam@example.org\n")
def test_an_address_is_taken_as_the_validator_takes_it(text: str) -> None:
    try:
        expected = validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        with pytest.raises(ValueError, match="one e-mail address"):
            mail_address(text)
    else:
        assert mail_address(text) == expected
