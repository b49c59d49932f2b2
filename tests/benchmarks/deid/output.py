"""What is left in an output file: its texts and bytes, and whether a token is among them."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pydicom
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from tests.benchmarks.deid.checks import Check, find, name_of

NO_TEXT: Final = frozenset(
    {"UI", "DS", "IS", "FD", "FL", "SL", "SS", "SV", "UL", "US", "UV", "AT", "OF", "OD", "OL", "OV"}
)
ENCODINGS: Final = (
    "utf-8", "latin-1", "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "gb18030", "iso2022_jp", "euc_kr",
)  # fmt: skip
# Shorter byte strings are found by chance.
SHORTEST_BYTES: Final = 5
PIXELS: Final = 0x7FE00010


def plain(text: str) -> str:
    """Return a text without case, accents in one form, blanks as one."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def squeezed(text: str) -> str:
    """Return only the letters and digits of a text, without case."""
    return "".join(character for character in text.casefold() if character.isalnum())


@dataclass(slots=True)
class Output:
    """A file that came out: its bytes outside the pixels, its data set, its texts."""

    dataset: Dataset
    data: bytes
    texts: list[str]
    _plain: str = ""
    _squeezed: str = ""

    @classmethod
    def read(cls, path: Path) -> "Output":
        """Return a file; texts that cannot be decoded are read byte by byte."""
        return cls.of(path, path.read_bytes())

    @classmethod
    def of(cls, path: Path, data: bytes) -> "Output":
        """Return a file whose bytes are at hand."""
        dataset = pydicom.dcmread(path, force=True)
        pixels = dataset.get_item(PIXELS)
        value = bytes(pixels.value or b"") if pixels is not None and isinstance(pixels.value, bytes) else b""
        start = data.rfind(value[:4096]) if len(value) > 64 else -1
        around = data if start < 0 else data[:start] + data[start + len(value) :]
        output = cls(dataset, around, list(texts_of(dataset)))
        output.texts += list(texts_of(dataset.file_meta))
        output.texts.append((getattr(dataset, "preamble", b"") or b"").decode("latin-1"))
        output._plain = "\n".join(map(plain, output.texts))
        output._squeezed = "|".join(map(squeezed, output.texts))
        return output


def texts_of(dataset: Dataset) -> Iterator[str]:
    """Yield every text at every depth; bytes as Latin-1 and UTF-8."""
    for tag in list(dataset.keys()):
        if tag == PIXELS:
            continue
        try:
            element = dataset[tag]
        except Exception:  # noqa: BLE001 - a value that pydicom cannot convert is looked at as bytes
            raw = dataset.get_item(tag)
            yield (raw.value or b"").decode("latin-1") if raw is not None and isinstance(raw.value, bytes) else ""
            continue
        yield from element_texts(element)


def element_texts(element: DataElement | Dataset) -> Iterator[str]:
    """Yield the texts of one element, of all its items if it is a sequence."""
    if isinstance(element, Dataset):
        yield from texts_of(element)
    elif element.VR == "SQ":
        for item in element.value:
            yield from texts_of(item)
    elif element.VR not in NO_TEXT and element.value is not None:
        values = element.value if element.VM > 1 else [element.value]
        for value in values:
            if isinstance(value, bytes):
                for encoding in ENCODINGS:
                    yield value[:100_000].decode(encoding, "ignore")
            else:
                yield str(value)


def is_leaked(check: Check, output: Output) -> bool:
    """Tell whether a text_removed check fails."""
    if check.path:
        element = find(root_of(check, output), check.path)
        if element is None:
            return False
        texts = list(element_texts(element))
        if any(token.startswith("b:") for token in check.tokens):
            value = element.value if isinstance(element, DataElement) else None
            return isinstance(value, bytes) and hashlib.sha256(value).hexdigest() == check.tokens[0][2:]
        together, close = "\n".join(map(plain, texts)), "|".join(map(squeezed, texts))
        return any(_is_in(token, together, close) for token in check.tokens)
    if any(_is_in(token, output._plain, output._squeezed) for token in check.tokens):
        return True
    return any(_in_bytes(token[2:], output.data) for token in check.tokens)


def root_of(check: Check, output: Output) -> Dataset:
    return output.dataset.file_meta if str(check.path[0]).startswith("0002") else output.dataset


def _is_in(token: str, together: str, close: str) -> bool:
    return squeezed(token[2:]) in close if token.startswith("d:") else plain(token[2:]) in together


def _in_bytes(text: str, data: bytes) -> bool:
    if text.isdigit():
        return False  # part of some UID or number by chance
    for encoding in ENCODINGS:
        try:
            raw = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        if len(raw) >= SHORTEST_BYTES and raw in data:
            return True
    return False


def all_texts(dataset: Dataset, prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for element in dataset:
        path = (*prefix, f"{int(element.tag):08X}")
        if element.VR == "SQ":
            for item in element.value:
                yield from all_texts(item, path)
        else:
            yield path, " ".join(element_texts(element))


def shown(check: Check, output: Output) -> str:
    if check.path:
        element = find(root_of(check, output), check.path)
        return " | ".join(element_texts(element))[:160] if element is not None else ""
    places = []
    for place, text in all_texts(output.dataset):
        if any(_is_in(token, plain(text), squeezed(text)) for token in check.tokens):
            places.append(f"{name_of(place)}={text[:80]}")
    return "; ".join(places[:3]) or "in the bytes"
