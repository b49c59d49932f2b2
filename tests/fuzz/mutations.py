"""Changes to the bytes of DICOM files that no honest writer makes, and canaries planted where nothing may be kept."""

import random
import struct
from collections.abc import Callable, Sequence
from typing import Final

from tests.imaging.samples import element, sequence

CANARY: Final = b"Zqxcanary"
MAGIC_END: Final = 132
VRS: Final = (
    b"AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV ZZ".split()
)
SYNTAXES: Final = (
    b"1.2.840.10008.1.2\0",
    b"1.2.840.10008.1.2.1",
    b"1.2.840.10008.1.2.2",
    b"1.2.840.10008.1.2.1.99",
    b"1.2.840.10008.1.2.4.50",
    b"1.2.3",
)
CHARSETS: Final = (
    b"ISO_IR 192", b"ISO_IR 100", b"ISO 2022 IR 87\\ISO 2022 IR 13", b"ISO_IR 13", b"GB18030 ", b"GBK ", b"\\ISO 2022 IR 149", b"ISO_IR 999", b"\xff\xfe",
)  # fmt: skip
# What no built-in profile keeps: names, ids, places, private blocks, curves, overlays, unknown elements.
PLACES: Final = (
    (0x0010, 0x0010, "PN"), (0x0010, 0x0020, "LO"), (0x0008, 0x0050, "SH"), (0x0008, 0x0080, "LO"), (0x0008, 0x0090, "PN"),
    (0x0008, 0x1070, "PN"), (0x0009, 0x0010, "LO"), (0x0009, 0x1001, "LO"), (0x0009, 0x1002, "UN"), (0x0011, 0x1010, "UT"),
    (0x0010, 0x4000, "LT"), (0x0008, 0x1030, "LO"), (0x0020, 0x4000, "LT"), (0x0008, 0x9999, "LO"), (0x0018, 0x9998, "UN"),
    (0x0040, 0xA123, "PN"), (0x0040, 0xA160, "UT"), (0x0042, 0x0011, "OB"), (0x5000, 0x2500, "LO"), (0x6000, 0x3000, "OB"),
    (0x6000, 0x0022, "LO"), (0x0008, 0x0020, "DA"), (0x0028, 0x0030, "DS"), (0x0008, 0x0018, "UI"), (0x0010, 0x1010, "AS"),
    (0x0018, 0x0015, "CS"), (0x0040, 0xA730, "UN"), (0x0400, 0x0561, "UN"), (0x0012, 0x0063, "LO"), (0x0040, 0x0275, "UN"),
)  # fmt: skip
Change = Callable[[bytearray, random.Random], None]


def elements_of(data: bytes) -> list[int]:
    """Return where elements of an explicit little-endian data set seem to start, as far as it can be followed."""
    places, position = [], MAGIC_END if data[128:132] == b"DICM" else 0
    while position + 8 <= len(data) and len(places) < 5000:
        places.append(position)
        vr = data[position + 4 : position + 6]
        if vr in (b"OB", b"OW", b"SQ", b"UN", b"UT", b"UC", b"UR", b"OF", b"OD", b"OL"):
            length, head = int.from_bytes(data[position + 8 : position + 12], "little"), 12
            if length == 0xFFFFFFFF:
                length = 0
        else:
            length, head = int.from_bytes(data[position + 6 : position + 8], "little"), 8
        position += head + length
    return places or [0]


def flip(data: bytearray, dice: random.Random) -> None:
    """Change some bits near the start, where the header is."""
    for _ in range(dice.randint(1, 24)):
        data[dice.randrange(min(len(data), dice.choice((600, 4000, len(data)))))] ^= 1 << dice.randrange(8)


def overwrite(data: bytearray, dice: random.Random) -> None:
    """Put noise somewhere."""
    start = dice.randrange(len(data))
    noise = dice.randbytes(dice.randint(1, 64))
    data[start : start + len(noise)] = noise


def cut(data: bytearray, dice: random.Random) -> None:
    """Lose the end, or a piece of the middle."""
    start = dice.randrange(MAGIC_END, max(len(data), MAGIC_END + 1))
    del data[start : start + dice.choice((1, 2, 8, 100, len(data)))]


def repeat(data: bytearray, dice: random.Random) -> None:
    """Say an element twice."""
    places = elements_of(data)
    index = dice.randrange(max(len(places) - 1, 1))
    piece = data[places[index] : places[min(index + dice.randint(1, 4), len(places) - 1)]]
    place = dice.choice(places)
    data[place:place] = piece


def change_vr(data: bytearray, dice: random.Random) -> None:
    """Give an element another VR, its length as it was."""
    place = dice.choice(elements_of(data))
    data[place + 4 : place + 6] = dice.choice(VRS)


def change_length(data: bytearray, dice: random.Random) -> None:
    """Give an element another length: odd, zero, undefined, longer than the file."""
    place = dice.choice(elements_of(data))
    data[place + 6 : place + 8] = struct.pack("<H", dice.choice((0, 1, 3, 7, 0xFFFF, 0xFFFE, dice.randrange(0xFFFF))))


def change_tag(data: bytearray, dice: random.Random) -> None:
    """Make an element another one, perhaps of an odd group."""
    place = dice.choice(elements_of(data))
    data[place : place + 4] = struct.pack(
        "<HH", dice.choice((0x0008, 0x0009, 0x0010, 0x0028, 0x7FE0, 0xFFFE)), dice.randrange(0xFFFF)
    )


def change_syntax(data: bytearray, dice: random.Random) -> None:
    """Declare another transfer syntax than that of the bytes."""
    start = data.find(b"\x02\x00\x10\x00UI")
    if start > 0:
        size = struct.unpack_from("<H", data, start + 6)[0]
        value = dice.choice(SYNTAXES)
        data[start + 6 : start + 8 + size] = struct.pack("<H", len(value)) + value


def change_charset(data: bytearray, dice: random.Random) -> None:
    """Declare another character set, or one that there is not."""
    plant(data, dice, element(0x0008, 0x0005, "CS", dice.choice(CHARSETS)))


def change_text(data: bytearray, dice: random.Random) -> None:
    """Put bytes of no character set into a text."""
    plant(
        data,
        dice,
        element(0x0008, 0x103E, "LO", dice.randbytes(dice.randint(2, 64)) + CANARY + b"\x1b$B" + dice.randbytes(8)),
    )


def nest(data: bytearray, dice: random.Random) -> None:
    """Put a canary into sequences in sequences."""
    content = canary_element(dice)
    for _ in range(dice.choice((1, 2, 5, 30, 40))):
        group, number = dice.choice(
            ((0x0008, 0x1140), (0x0040, 0xA730), (0x0009, 0x1003), (0x5200, 0x9229), (0x0040, 0x0275))
        )
        content = sequence(group, number, content, vr=dice.choice(("SQ", "SQ", "UN")))
    plant(data, dice, content)


def swell(data: bytearray, dice: random.Random) -> None:
    """Plant a long text."""
    plant(
        data, dice, element(0x0020, 0x4000, "UT", (CANARY + b" 12/12/2012 Dr. A. B. ") * dice.choice((10, 1000, 20000)))
    )


CHANGES: Final[Sequence[Change]] = (
    flip, overwrite, cut, repeat, change_vr, change_length, change_tag, change_syntax, change_charset, change_text, nest, swell,
)  # fmt: skip


def canary_element(dice: random.Random) -> bytes:
    """Return one element with a canary in it, written in one of several ways."""
    group, number, vr = dice.choice(PLACES)
    value = dice.choice(
        (CANARY, CANARY.upper(), CANARY + b"^Anna", b"see " + CANARY + b", 1.1.1950", b"\\" + CANARY, CANARY + b"\0")
    )
    return element(group, number, dice.choice((vr, vr, vr, "UN", "LO")), value + b" " * (len(value) & 1))


def plant(data: bytearray, dice: random.Random, content: bytes) -> None:
    """Insert an element where one starts, before the pixels."""
    places = [place for place in elements_of(data) if data[place : place + 4] > b"\x02\x00\xff\xff" or place > 400] or [
        len(data)
    ]
    end = data.rfind(b"\xe0\x7f\x10\x00")
    place = dice.choice([place for place in places if end < 0 or place <= end] or [max(end, 0)])
    data[place:place] = content


def mutated(original: bytes, dice: random.Random) -> bytes:
    """Return a copy of a file with some changes, and canaries planted afterwards so that they are whole."""
    data = bytearray(original)
    for _ in range(dice.choice((0, 0, 0, 1, 1, 2, 4))):
        if len(data) > MAGIC_END:
            dice.choice(CHANGES)(data, dice)
    for _ in range(dice.randint(1, 6)):
        plant(data, dice, canary_element(dice))
    if data[128:132] == b"DICM" and dice.random() < 0.3:
        data[: len(CANARY)] = CANARY
    return bytes(data)
