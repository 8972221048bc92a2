"""What every template of the public pages may use, in a line each. docs/make-it-yours.md is held to this list."""

from collections.abc import Mapping

VALUES: Mapping[str, str] = {
    "site": "What site.yml says: `site.organisation`, `site.tagline`, `site.fallback_contact` and the rest.",
    "view": "All public pages: `view.topics`, `view.promises`, `view.limitations`, `view.today` …",
    "page_path": "The address of the page that is shown, such as `/about/`.",
    "nav": "The main navigation: items with `.label` and `.path`.",
    "paths": "Addresses: `paths.HOME`, `paths.REPORT`, `paths.COMMITMENTS` and so on.",
    "asset": "`asset('name.css')` is the address of a file in `static`, with its digest.",
    "words": "Days, times and targets in words: `words.day_in_words(page.review_by)`.",
    "record_of": "`record_of(promise)` is how a promise is being kept.",
    "tongue": "`{{ tongue(page.lang) }}` in a tag marks words in another language than the page around them.",
    "csp": "The content security policy of the page.",
    "has_theme": "Whether site.yml names colours.",
    "logo_of": "`logo_of(site)` is the logo of site.yml, or nothing: it has `.address`, `.alt`, `.width`, `.height`.",
    "service_address": "Put before links to the form; empty where it stands on the same host.",
    "public_address": "The published site's address, without a slash at its end.",
}
