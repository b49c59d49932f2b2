"""Files in multipart requests."""

from typing import BinaryIO

from starlette.datastructures import UploadFile

from app.errors import Invalid


def stream_of(upload: object, *path: str) -> tuple[str, BinaryIO]:
    """Return an upload's file name and bytes; raises Invalid for what is no part with a file name."""
    if not isinstance(upload, UploadFile):  # a part without a file name is a text, and JSON can say anything
        raise Invalid("Send each file as a part with a file name (graphql-multipart-request-spec).", path)
    return upload.filename or "", upload.file
