"""A session says where it is in words that its owner knows again."""

import pytest

from portal.web.device_words import device_words

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"),
        (CHROME, "Chrome on Linux"),
        (CHROME.replace("X11; Linux x86_64", "Windows NT 10.0; Win64; x64") + " Edg/143.0", "Edge on Windows"),
        (CHROME.replace("X11; Linux x86_64", "Linux; Android 16"), "Chrome on Android"),
        (IPHONE, "Safari on an iPhone"),
        ("curl/8.0", "A browser we do not know"),
        ("", "A browser we do not know"),
        ("<script>alert(1)</script>" * 1000, "A browser we do not know"),
    ],
)
def test_a_browser_and_its_system_in_a_few_words(user_agent: str, words: str) -> None:
    assert device_words(user_agent) == words
