"""What an Accept header takes, and how many parts are put together."""

from collections.abc import AsyncIterator

import pytest

from app.routes.multipart import Multipart, Part
from app.routes.negotiation import accepted, preferred


def test_quality_orders_and_zero_refuses() -> None:
    found = accepted('image/png;q=0.5, image/jpeg, text/html;q=0, multipart/related; type="image/*"; q=0.7')
    assert [(media.type, media.quality) for media in found] == [
        ("image/jpeg", 1.0), ("multipart/related", 0.7), ("image/png", 0.5),
    ]  # fmt: skip
    assert found[1].content == "image/*"


def test_parameters_may_be_quoted_and_hold_commas() -> None:
    [media] = accepted('multipart/related; type="application/dicom"; transfer-syntax=*; note="a, \\"b\\"; c"')
    assert (media.content, media.transfer_syntax, media.parameters["note"]) == (
        "application/dicom", "*", 'a, "b"; c',
    )  # fmt: skip


@pytest.mark.parametrize("header", ["nonsense", "a/b c/d", "image/png; q=0.5 extra", "x" * 5000, "a/b;" * 2000])
def test_what_is_malformed_takes_nothing(header: str) -> None:
    assert accepted(header) == []


def test_what_is_malformed_does_not_spoil_the_rest() -> None:
    """What Java's own client sends."""
    header = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
    assert [media.type for media in accepted(header)] == ["text/html", "image/gif", "image/jpeg", "*/*"]
    assert preferred(header, ("application/json", "image/jpeg")) == "image/jpeg"


async def test_parts_stand_between_boundaries() -> None:
    async def parts() -> AsyncIterator[Part]:
        for text in (b"one", b"two"):
            yield Part({"Content-Type": "text/plain"}, content(text))

    async def content(text: bytes) -> AsyncIterator[bytes]:
        yield text[:1]
        yield text[1:]

    answer = Multipart("text/plain", "edge")
    body = b"".join([chunk async for chunk in answer.body(parts())])
    head = b"--edge\r\nContent-Type: text/plain\r\n\r\n"
    assert body == head + b"one\r\n" + head + b"two\r\n--edge--\r\n"
    assert answer.media_type == 'multipart/related; type="text/plain"; boundary=edge'
