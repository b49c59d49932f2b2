"""Plants where few look: private blocks, overlays, curves, VR UN, file meta, the preamble."""

import hashlib
from typing import Any

import numpy as np
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from tests.benchmarks.deid import places
from tests.benchmarks.deid.checks import Path
from tests.benchmarks.deid.people import Person
from tests.benchmarks.deid.planter import LENGTHS, UID_ROOT, Planter


def plant_private(planter: Planter) -> None:
    random, dataset = planter.random, planter.dataset
    for group, creator, number, vr, value in random.sample(places.SAFE_PRIVATE, places.SAFE_SAMPLED):
        path = _private_element(planter, dataset, (), group, creator, number, vr, value)
        values = value if isinstance(value, list) else [value]
        planter.check("text_retained", "private, safe", path, *(str(one) for one in values), place=creator)
    group, creator, number, vr = places.SAFE_TEXT
    piece = planter.piece("name", in_text=True)
    planter.removed(
        _private_element(planter, dataset, (), group, creator, number, vr, f"FSE {piece.text}"),
        piece,
        "private",
        "safe text",
    )
    for group, creator, number, vr in random.sample(places.UNSAFE_OF_SAFE, 2):
        piece = planter.piece(random.choice(("name", "id")), in_text=True)
        path = _private_element(planter, dataset, (), group, creator, number, vr, piece.text)
        planter.removed(path, piece, "private", f"not safe, though {creator}")
    creator = random.choice(places.UNKNOWN_CREATORS)
    for number, (vr, fact) in enumerate(
        (
            ("LO", "name"),
            ("SH", "id"),
            ("DA", "birth"),
            ("LT", "phone"),
            ("PN", "physician"),
            ("UN", "name"),
            ("OB", "id"),
        )
    ):
        piece = planter.piece(fact)
        value: Any = _encoded(piece.text, planter.person) if vr in ("UN", "OB") else piece.text[: LENGTHS.get(vr, 64)]
        path = _private_element(planter, dataset, (), 0x0029, creator, 0x10 + number, vr, value)
        planter.removed(path, piece, "private", f"private {vr}")
    inner = Dataset()
    for keyword, fact in (("PatientName", "name"), ("PatientID", "id"), ("StudyDescription", "hospital")):
        planter.put(inner, (), keyword, planter.piece(fact).text)
    path = _private_element(planter, dataset, (), 0x0031, creator, 0x20, "SQ", Sequence([inner]))
    planter.removed((*path, 0, "00100010"), planter.piece("name"), "private", "private SQ")
    planter.removed((*path, 0, "00100020"), planter.piece("id"), "private", "private SQ")
    item, here = planter.sequence(dataset, (), "ReferencedImageSequence")
    planter.put(item, here, "ReferencedSOPClassUID", "1.2.840.10008.5.1.4.1.1.7")
    planter.put(item, here, "ReferencedSOPInstanceUID", f"{UID_ROOT}{planter.serial()}.8")
    piece = planter.piece("name")
    path = _private_element(planter, item, here, 0x0009, creator, 0x01, "LO", piece.text)
    planter.removed(path, piece, "private", "private in public SQ")
    planter.removed(
        planter.put_raw(dataset, (), 0x003310AB, "LO", planter.piece("id").text),
        planter.piece("id"),
        "private",
        "private of no creator",
    )


def _private_element(
    planter: Planter, dataset: Dataset, prefix: Path, group: int, creator: str, number: int, vr: str, value: Any
) -> Path:
    block = dataset.private_block(group, creator, create=True)
    if number in block:
        del block[number]
    block.add_new(number, vr, value)
    path = (*prefix, f"{group:04X}:{creator}:{number:02X}")
    planter.seen.add((*prefix, f"{block.get_tag(number):08X}"))
    return path


def plant_groups(planter: Planter) -> None:
    """Overlays and curves: what they show, and what they are called."""
    dataset = planter.dataset
    bits = np.packbits(
        np.random.default_rng(planter.random.randrange(1 << 30)).random(64 * 64) < 0.2, bitorder="little"
    )
    for group in (0x60E0, 0x60E2) if 0x60000010 in dataset else (0x6000, 0x6002):
        for number, vr, value in (
            (0x10, "US", 64), (0x11, "US", 64), (0x40, "CS", "G"), (0x50, "SS", [1, 1]), (0x100, "US", 1), (0x102, "US", 0),
        ):  # fmt: skip
            planter.put_raw(dataset, (), group << 16 | number, vr, value)
        path = planter.put_raw(dataset, (), group << 16 | 0x3000, "OW", bits.tobytes())
        planter.check(
            "text_removed", "name", path, f"b:{hashlib.sha256(bits.tobytes()).hexdigest()}", place="overlay data"
        )
        for number, vr in ((0x22, "LO"), (0x1500, "LO"), (0x4000, "LT")):
            piece = planter.piece("name")
            planter.removed(
                planter.put_raw(dataset, (), group << 16 | number, vr, piece.text[:64]), piece, "name", "overlay"
            )
    for number, vr in ((0x22, "LO"), (0x2500, "LO"), (0x3000, "OB")):
        piece = planter.piece("id")
        value: Any = piece.text.encode() if vr == "OB" else piece.text
        planter.removed(planter.put_raw(dataset, (), 0x50000000 | number, vr, value), piece, "id", "curve")


def plant_unknown(planter: Planter) -> None:
    """Known and unknown attributes in VR UN."""
    for tag, fact, category in (
        (0x00401010, "reader", "name"), (0x40080114, "physician", "name"), (0x00380011, "hospital", "institution"),
        (0x0038001E, "address", "address"), (0x00189999, "name", "name"), (0x00329998, "id", "id"),
    ):  # fmt: skip
        piece = planter.piece(fact)
        path = planter.put_raw(planter.dataset, (), tag, "UN", _encoded(piece.text, planter.person))
        planter.removed(path, piece, category, "UN")


def plant_meta(planter: Planter) -> None:
    dataset = planter.dataset
    meta = dataset.file_meta
    meta.SourceApplicationEntityTitle = planter.visit.station
    meta.SendingApplicationEntityTitle = planter.visit.station
    meta.PrivateInformationCreatorUID = f"{UID_ROOT}1"
    meta.PrivateInformation = planter.canary().encode()
    dataset.preamble = (planter.canary() + planter.person.patient_id).encode().ljust(128, b"\0")
    for tag in (0x00020016, 0x00020017):
        planter.check("text_removed", "device", (f"{tag:08X}",), f"d:{planter.visit.station}", place="file meta")
    dataset[0xFFFCFFFC] = DataElement(0xFFFCFFFC, "OB", planter.canary().encode())


def _encoded(text: str, person: Person) -> bytes:
    """Return a text as the file's character set has it, as far as that is easy to write."""
    python = {
        "ISO_IR 100": "latin-1", "ISO_IR 101": "iso8859-2", "ISO_IR 144": "iso8859-5", "ISO_IR 126": "iso8859-7",
        "ISO_IR 127": "iso8859-6", "ISO_IR 192": "utf-8", "GB18030": "gb18030",
    }.get(person.character_sets[0], "")  # fmt: skip
    if not python:
        text, python = text.split("=", maxsplit=1)[0], "ascii"  # code extensions
    data = text.encode(python)
    return data + b" " * (len(data) % 2)
