"""Words in another language than the page around them, so that they are read aloud and laid out as what they are."""

from markupsafe import Markup, escape

from portal.languages.locales import direction
from portal.site.public_site import PublicSite


class Tongue:
    """For templates: `<h1{{ tongue(page.lang) }}>` and `{{ tongue.said(page.lang, page.title) }}`."""

    def __init__(self, view: PublicSite) -> None:
        self._language = view.language

    def __call__(self, tag: str | None) -> Markup:
        """Attributes for words in the language `tag`; none where that is the page's own."""
        if not tag or tag == self._language:
            return Markup()
        way = direction(tag)
        turned = Markup(' dir="{}"').format(way) if way != direction(self._language) else Markup()
        return Markup(' lang="{}"').format(tag) + turned

    def said(self, tag: str | None, words: str) -> Markup:
        """The words, in an element of their own where they are in another language, so that lines keep their side."""
        attributes = self(tag)
        return Markup("<span{}>{}</span>").format(attributes, words) if attributes else escape(words)
