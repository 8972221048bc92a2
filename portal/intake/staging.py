"""Attachments between the steps of a form: taken to disk at once, carried along as signed names."""

from collections.abc import Collection, Iterable

from flask import request
from werkzeug.datastructures import FileStorage

from portal.acts import uploads
from portal.errors import StoreUnavailable, UploadRefused
from portal.languages.messages import _, ngettext
from portal.reports.report import Attachment
from portal.web.current import service, workplace
from portal.web.limits import STAGE_FILES, is_over


def staged_attachments(files: Collection[FileStorage]) -> tuple[list[Attachment], list[str]]:
    """The attachments that came along or arrive now, and what was wrong with others, in the customer's terms."""
    names = request.form.getlist("staged")
    if not names and not files:
        return [], []
    settings = workplace().settings
    carried = [service().staged.read(text) for text in names]
    kept = [attachment for attachment in carried if attachment is not None]
    gone = uploads.lapsed(workplace(), kept)
    attachments = [attachment for attachment in kept if attachment not in gone]
    problems = []
    if gone or len(kept) < len(carried):
        problems.append(_("An attachment was kept for a day and then discarded. Attach it again."))
    for file in files:
        if not isinstance(file, FileStorage) or not file.filename:
            continue
        if len(attachments) >= settings.max_attachments:
            name = uploads.clean_name(file.filename)
            most = settings.max_attachments
            problems.append(
                ngettext(
                    "Attach %(num)s files at most; “%(name)s” is one too many.",
                    "Attach %(num)s files at most; “%(name)s” is one too many.",
                    most,
                    name=name,
                )
            )
            continue
        if _too_many():
            problems.append(_("That is a lot of files in a short time. Wait ten minutes, then attach the rest."))
            break
        try:
            attachments.append(uploads.stage(workplace(), file.filename, file.stream))
        except UploadRefused as error:
            problems.append(str(error))
    return attachments, problems


def _too_many() -> bool:
    """A file is taken although the store is away: it lies on disk until the form can be sent."""
    try:
        return is_over(workplace(), STAGE_FILES)
    except StoreUnavailable:
        return False


def signed_names(attachments: Iterable[Attachment]) -> list[tuple[Attachment, str]]:
    """Each attachment with the text that stands for it in a hidden field."""
    return [(attachment, service().staged.sign(attachment)) for attachment in attachments]
