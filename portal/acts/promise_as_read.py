"""What was promised, in the language of the moment, as long as it is still what the published page says."""

from portal.acts.workplace import Workplace


def promise_as_read(workplace: Workplace, slug: str, said: str) -> str:
    """`said` is a promise's title or remedy as it was given.

    Where the page has changed since, it stays as it was given: a translation would tell of another promise.
    """
    page = workplace.library.public.commitments.get(slug)
    read = workplace.library_as_read.public.commitments.get(slug)
    if page is None or read is None:
        return said
    return {page.title: read.title, page.remedy: read.remedy}.get(said, said)
