"""The kinds of advice that `portal check` gives, by the names under which they can be silenced."""

from collections.abc import Mapping
from typing import Literal, get_args

AdviceName = Literal[
    "long-sentence",
    "word-to-avoid",
    "hedged-promise",
    "another-time",
    "one-sided",
    "review-soon",
    "history-gap",
    "nobody-on-shift",
    "nobody-trained",
    "dead-link",
    "moved-link",
]

MEANINGS: Mapping[str, str] = {
    "long-sentence": "A sentence has more words than `longest_sentence` of site.yml.",
    "word-to-avoid": "A word stands in `words_to_avoid` of site.yml, or in our own short list for English.",
    "hedged-promise": "A promise takes itself back (“where possible”), or does not say who does it.",
    "another-time": "The title or summary of a promise names a time, and none that it names is its target.",
    "one-sided": "Costs or benefits are silent on the customer, on us or on the team.",
    "review-soon": "A page is to be looked at again within 30 days.",
    "history-gap": "A promise is made from a day on of which the page's `history` says nothing.",
    "nobody-on-shift": "A promise counts hours, or ends in hours, in which nobody of the team is on shift.",
    "nobody-trained": "On some weekday nobody on shift is trained for what a topic needs.",
    "dead-link": "A link to another site leads nowhere. Only with `--links`.",
    "moved-link": "A link to another site leads to a page that has moved for good. Only with `--links`.",
}

assert set(MEANINGS) == set(get_args(AdviceName))
