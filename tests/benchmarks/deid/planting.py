"""Plants made-up identifiers in a real file and says what has to become of each: an answer key beside every file.

Nothing of the engine is imported here: what the standard wants comes from the standard's table (`answers`).
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import numpy as np
from pydicom._uid_dict import UID_dictionary
from pydicom.datadict import dictionary_VR, keyword_dict, tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from tests.benchmarks.deid import places
from tests.benchmarks.deid.answers import TEXTS, fate, table
from tests.benchmarks.deid.checks import Check, Key, Path
from tests.benchmarks.deid.people import Person, Visit, day_spellings, number_spellings

LENGTHS: Final = {"SH": 16, "LO": 64, "ST": 1024, "LT": 2000, "UT": 2000, "UC": 2000}
UID_ROOT: Final = "1.2.826.0.1.3680043.8.498."
# Checks of what the real file itself holds, at most so many a file: a multi-frame file has thousands alike.
KEPT_SAMPLED: Final = 110
UIDS_SAMPLED: Final = 25
DATES_SAMPLED: Final = 20
TYPE_2: Final = (
    "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber",
    "ReferringPhysicianName", "StudyID",
)  # fmt: skip
NOT_NULL: Final = ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "PatientID", "PatientName")
REQUIRED_UIDS: Final = ("SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID")
# What a real file's own elements are counted as.
CATEGORIES: Final = {"keep": "technique", "keep text": "technical text", "keep local": "codes of local schemes"}
STANDARD_SCHEMES: Final = frozenset(
    {"DCM", "SCT", "SRT", "SNM3", "99SDM", "UCUM", "LN", "RADLEX", "FMA", "UMLS", "NCIt", "BI"}
)
CANARY_VRS: Final = frozenset({"AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UT", "OB", "UN"})


@dataclass(frozen=True, slots=True)
class Piece:
    """An identifier as it is written somewhere: the text and the tokens of it that may not be left."""

    text: str
    tokens: tuple[str, ...]
    category: str
    place: str


@dataclass(slots=True)
class Planter:
    """One file being planted."""

    dataset: Dataset
    person: Person
    visit: Visit
    key: Key
    random: Random
    serial: Callable[[], int]
    seen: set[Path] = field(default_factory=set)
    _directs: dict[str, Piece] = field(default_factory=dict)

    def plant(self) -> None:
        """Plant everything."""
        self._patient()
        self._dates()
        self._direct()
        self._descriptors()
        self._technical()
        self._nested()
        self._structured()
        self._private()
        self._groups()
        self._encoded_unknown()
        self._meta()
        self._real()
        self._sweep()

    # What is written where.

    def piece(self, fact: str, *, in_text: bool = False, spelled: str = "") -> Piece:
        """Return a fact as an element's value has it, or spelt as free text would."""
        person, visit, random = self.person, self.visit, self.random
        names = {
            "name": person.name, "maiden": person.maiden, "mother": person.mother, "relative": person.relative,
            "physician": person.physician, "reader": person.reader, "operator": person.operator,
        }  # fmt: skip
        numbers = {
            "id": person.patient_id, "other id": person.other_id, "insurance": person.insurance,
            "accession": visit.accession, "study id": visit.study_id, "serial": visit.serial,
            "phone": person.phone, "visit phone": visit.phone, "station": visit.station,
        }  # fmt: skip
        days = {"birth": person.birth, "day": visit.day}
        category = places.TEXT_FACTS[fact][0] if fact in places.TEXT_FACTS else ""
        if fact in names:
            name = names[fact]
            spelling, text = random.choice(list(name.spellings().items())) if in_text else ("value", name.value)
            words = (name.family, name.given) if in_text else name.words
            words = tuple(word for word in words if any(word.casefold() in part for part in [text.casefold()]))
            return Piece(text, tuple(f"w:{word}" for word in words), category, f"{person.script} name, {spelling}")
        if fact in numbers:
            number = numbers[fact]
            is_phone = "phone" in fact
            spelling, text = ("value", number)
            if in_text and not is_phone:
                spelling, text = random.choice(list(number_spellings(number).items()))
            return Piece(text, (f"d:{number}",), category, f"{fact}, {spelling}")
        if fact in days:
            day = days[fact]
            spelling, text = ("value", f"{day:%Y%m%d}")
            if in_text:
                spelling, text = random.choice(list(day_spellings(day).items()))
            return Piece(text, (f"s:{text}",), category, f"{fact}, {spelling}")
        texts = {
            "address": person.street, "city": person.city, "mail": person.mail, "hospital": person.hospital,
            "department": person.department,
        }  # fmt: skip
        return Piece(texts[fact], (f"s:{texts[fact]}",), category, fact)

    def put(self, dataset: Dataset, prefix: Path, keyword: str, value: Any, vr: str = "") -> Path:
        """Set an element and return its path."""
        tag = tag_for_keyword(keyword)
        assert tag is not None
        dataset[tag] = DataElement(tag, vr or dictionary_VR(tag), value)
        path = (*prefix, f"{tag:08X}")
        self.seen.add(path)
        return path

    def put_raw(self, dataset: Dataset, prefix: Path, tag: int, vr: str, value: Any) -> Path:
        """Set an element that has no keyword, and return its path."""
        dataset[tag] = DataElement(tag, vr, value)
        path = (*prefix, f"{tag:08X}")
        self.seen.add(path)
        return path

    def check(
        self, action: str, category: str, path: Path, *tokens: str, place: str = "", required: bool = False
    ) -> None:
        """Write a check into the key."""
        self.key.checks.append(Check(action, category, path, tokens, place, required))

    def removed(self, path: Path, piece: Piece, category: str, where: str) -> None:
        """Demand that nothing is left of a piece."""
        self.check("text_removed", category or piece.category, path, *piece.tokens, place=f"{where}: {piece.place}")

    def canary(self) -> str:
        """Return a string that is nowhere else."""
        value = f"CNRY{self.serial():08d}"
        self.key.canaries.append(value)
        return value

    # The places.

    def _patient(self) -> None:
        dataset, person = self.dataset, self.person
        dataset.SpecificCharacterSet = (
            list(person.character_sets) if len(person.character_sets) > 1 else person.character_sets[0]
        )
        is_old = int(person.age[:3]) > 89
        path = self.put(dataset, (), "PatientAge", person.age)
        if is_old:
            self.check("text_removed", "age over 89", path, f"s:{person.age}", place="age")
        else:
            self.check("text_retained", "patient characteristics", path, person.age)
        for keyword, value in (("PatientSex", "F"), ("PatientWeight", "71.5"), ("PatientSize", "1.68")):
            path = self.put(dataset, (), keyword, value)
            self.check("text_retained", "patient characteristics", path, value)
        for keyword in ("SmokingStatus", "PregnancyStatus", "EthnicGroup"):
            if keyword not in dataset and self.random.random() < 0.5:
                value = {"SmokingStatus": "NO", "PregnancyStatus": 4, "EthnicGroup": "Nordic"}[keyword]
                path = self.put(dataset, (), keyword, value)
                self.check("text_retained", "patient characteristics", path, str(value))

    def _dates(self) -> None:
        day = self.visit.day
        for keyword in ("StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate", "InstanceCreationDate"):
            path = self.put(self.dataset, (), keyword, f"{day:%Y%m%d}")
            self.check("date_shifted", "dates", path, f"{day:%Y%m%d}", required=True)
        value = f"{day:%Y%m%d}101500.000000"
        path = self.put(self.dataset, (), "AcquisitionDateTime", value)
        self.check("date_shifted", "dates", path, value, required=True)
        self.dataset.setdefault("StudyTime", "101500")

    def _direct(self) -> None:
        chosen = self.random.sample(places.DIRECT_SAMPLE, places.DIRECT_SAMPLED)
        for keyword, fact, category in (*places.DIRECT, *chosen):
            piece = self.piece(fact)
            value = piece.text if fact != "address" else f"{piece.text}, {self.person.city} {self.person.postcode}"
            path = self.put(self.dataset, (), keyword, value[: LENGTHS.get(_vr(keyword), 999)])
            self.removed(path, piece, category, keyword)
        for keyword in TYPE_2:
            self.check("tag_retained", "conformance", (f"{tag_for_keyword(keyword):08X}",))
        for keyword in NOT_NULL:
            self.check("text_notnull", "conformance", (f"{tag_for_keyword(keyword):08X}",))
        self.check("patid_consistent", "consistency", ("00100020",), str(self.person.number))

    def text(self, limit: int, pieces: int) -> tuple[str, tuple[str, ...], list[Piece]]:
        """Return a free text with so many identifiers, the words of it that must stay, and the identifiers."""
        random = self.random
        phrase = random.choice(places.PHRASES if limit > 20 else places.SHORT_PHRASES)
        facts, weights = zip(*((fact, row[1]) for fact, row in places.TEXT_FACTS.items()), strict=True)
        chosen: list[Piece] = []
        text = phrase
        for _ in range(pieces):
            for _ in range(8):  # until one fits
                fact = random.choices(facts, weights)[0]
                piece = self.piece(fact, in_text=True)
                around = random.choice(places.AROUND[fact]).format(piece.text)
                longer = random.choice(
                    (f"{text}, {around}", f"{text} {around}", f"{around} - {text}", f"{text} / {around}")
                )
                if len(longer) <= limit and not any(one.tokens == piece.tokens for one in chosen):
                    known = "" if places.TEXT_FACTS[fact][2] else ", in no header"
                    chosen.append(Piece(piece.text, piece.tokens, piece.category, f"{piece.place}{known}"))
                    text = longer
                    break
        return text, tuple(phrase.split()), chosen

    def _describe(self, dataset: Dataset, prefix: Path, keyword: str, where: str, *, is_kept: bool = True) -> None:
        limit = LENGTHS.get(_vr(keyword), 64)
        text, words, pieces = self.text(limit, 1 if limit <= 64 else self.random.choice((1, 2, 3)))
        path = self.put(dataset, prefix, keyword, text)
        for piece in pieces:
            self.removed(path, piece, "", where)
        if is_kept:
            self.check("text_retained", "descriptors", path, *(f"w:{word}" for word in words), place=f"{where}: {text}")

    def _descriptors(self) -> None:
        others = [keyword for keyword in _other_descriptors() if keyword not in self.dataset]
        for keyword in (*places.DESCRIPTORS, *self.random.sample(others, places.DESCRIPTORS_SAMPLED)):
            self._describe(self.dataset, (), keyword, "free text")
        for keyword in places.HARMLESS_DESCRIPTORS:
            phrase = self.random.choice(places.PHRASES)
            path = self.put(self.dataset, (), keyword, phrase)
            self.check(
                "text_retained",
                "descriptors",
                path,
                *(f"w:{word}" for word in phrase.split()),
                place=f"harmless: {phrase}",
            )

    def _technical(self) -> None:
        for keyword in self.random.sample(places.TECHNICAL, 2):
            fact = self.random.choice(("name", "id", "accession", "hospital"))
            piece = self.piece(fact, in_text=True)
            value = f"V2 {piece.text}"
            if len(value) <= LENGTHS.get(_vr(keyword), 64):
                self.removed(self.put(self.dataset, (), keyword, value), piece, "", "technical text")

    def _sequence(self, dataset: Dataset, prefix: Path, keyword: str) -> tuple[Dataset, Path]:
        """Return a new last item of a sequence, and its path."""
        tag = tag_for_keyword(keyword)
        assert tag is not None
        if not isinstance(dataset.get(tag), DataElement) or dataset[tag].VR != "SQ":
            dataset[tag] = DataElement(tag, "SQ", Sequence())
        item = Dataset()
        dataset[tag].value.append(item)
        return item, (*prefix, f"{tag:08X}", len(dataset[tag].value) - 1)

    def _nested(self) -> None:
        dataset = self.dataset
        item, path = self._sequence(dataset, (), "RequestAttributesSequence")
        self._describe(item, path, "ScheduledProcedureStepDescription", "nested")
        self._describe(item, path, "RequestedProcedureDescription", "nested")
        self._leaf(item, path, "RequestedProcedureID", "study id", "id")
        self._leaf(item, path, "AccessionNumber", "accession", "id")
        item, path = self._sequence(dataset, (), "OtherPatientIDsSequence")
        self._leaf(item, path, "PatientID", "other id", "id")
        self._leaf(item, path, "IssuerOfPatientID", "hospital", "institution")
        item, path = self._sequence(dataset, (), "ContributingEquipmentSequence")
        for keyword, fact, category in (
            ("InstitutionName", "hospital", "institution"), ("StationName", "station", "device"),
            ("OperatorsName", "operator", "name"), ("DeviceSerialNumber", "serial", "device"),
            ("InstitutionAddress", "address", "address"),
        ):  # fmt: skip
            self._leaf(item, path, keyword, fact, category)
        item, path = self._sequence(dataset, (), "ReferringPhysicianIdentificationSequence")
        self._leaf(item, path, "InstitutionName", "hospital", "institution")
        self._leaf(item, path, "PersonTelephoneNumbers", "visit phone", "phone")
        inner, inside = self._sequence(item, path, "PersonIdentificationCodeSequence")
        self._leaf(inner, inside, "CodeMeaning", "physician", "name")
        self._leaf(inner, inside, "CodeValue", "insurance", "id")
        item, path = self._sequence(dataset, (), "OriginalAttributesSequence")
        self._leaf(item, path, "SourceOfPreviousValues", "hospital", "institution")
        inner, inside = self._sequence(item, path, "ModifiedAttributesSequence")
        self._leaf(inner, inside, "PatientName", "name", "name")
        self._leaf(inner, inside, "PatientID", "id", "id")
        self._leaf(inner, inside, "PatientBirthDate", "birth", "birth date")
        item, path = self._sequence(dataset, (), "RadiopharmaceuticalInformationSequence")
        value = f"{self.visit.day:%Y%m%d}093000"
        self.check(
            "date_shifted",
            "dates",
            self.put(item, path, "RadiopharmaceuticalStartDateTime", value),
            value,
            required=True,
        )
        self.check(
            "text_retained", "technique", self.put(item, path, "RadionuclideTotalDose", "370000000"), "370000000"
        )
        self._codes()
        self._references()
        self._deep()

    def _codes(self) -> None:
        for keyword, code, meaning in (
            ("AnatomicRegionSequence", "39607008", "Lung"),
            ("ProcedureCodeSequence", "169069000", "CT of chest"),
            ("ViewCodeSequence", "399162004", "cranio-caudal"),
        ):
            self.dataset.pop(keyword, None)
            item, path = self._sequence(self.dataset, (), keyword)
            self.check("text_retained", "technique", self.put(item, path, "CodeValue", code), code)
            self.put(item, path, "CodingSchemeDesignator", "SCT")
            self.check("text_retained", "technique", self.put(item, path, "CodeMeaning", meaning), meaning)

    def _references(self) -> None:
        for keyword in ("ReferencedImageSequence", "SourceImageSequence"):
            item, path = self._sequence(self.dataset, (), keyword)
            self.put(
                item, path, "ReferencedSOPClassUID", str(self.dataset.get("SOPClassUID", "1.2.840.10008.5.1.4.1.1.7"))
            )
            uid = str(self.dataset.SOPInstanceUID)
            here = self.put(item, path, "ReferencedSOPInstanceUID", uid)
            self.check("uid_changed", "uids", here, uid, place="reference", required=True)
            self.check("uid_consistent", "uids", here, uid, place="reference", required=True)

    def _deep(self) -> None:
        """Six levels of real sequences, with an identifier at each."""
        dataset, path = self.dataset, ()
        chain = (
            "SharedFunctionalGroupsSequence", "FrameAnatomySequence", "AnatomicRegionSequence",
            "AnatomicRegionModifierSequence", "PurposeOfReferenceCodeSequence", "EquivalentCodeSequence",
        )  # fmt: skip
        for depth, keyword in enumerate(chain, start=1):
            dataset, path = self._sequence(dataset, path, keyword)
            self._leaf(dataset, path, "PatientName" if depth % 2 else "OperatorsName", "name", "name", f"depth {depth}")
            self._leaf(dataset, path, "PatientID", "id", "id", f"depth {depth}")

    def _leaf(
        self, dataset: Dataset, prefix: Path, keyword: str, fact: str, category: str, where: str = "nested"
    ) -> None:
        piece = self.piece(fact)
        self.removed(
            self.put(dataset, prefix, keyword, piece.text[: LENGTHS.get(_vr(keyword), 999)]), piece, category, where
        )

    def _structured(self) -> None:
        """Content items as in a structured report, graphic and waveform annotations."""
        top, path = self._sequence(self.dataset, (), "ContentSequence")
        self.put(top, path, "ValueType", "CONTAINER")
        for value_type, keyword, fact, category in (
            ("PNAME", "PersonName", "reader", "name"), ("PNAME", "PersonName", "name", "name"),
            ("TEXT", "TextValue", "", ""), ("TEXT", "TextValue", "", ""), ("DATETIME", "DateTime", "day", "dates"),
            ("DATE", "Date", "birth", "birth date"), ("UIDREF", "UID", "", "uids"),
        ):  # fmt: skip
            item, here = self._sequence(top, path, "ContentSequence")
            self.put(item, here, "ValueType", value_type)
            self.put(item, here, "RelationshipType", "CONTAINS")
            if value_type == "TEXT":
                self._describe(item, here, keyword, "content item", is_kept=False)
            elif value_type == "UIDREF":
                uid = f"{UID_ROOT}{self.serial()}.7"
                self.check("uid_changed", category, self.put(item, here, keyword, uid), uid, place="content item")
            else:
                self._leaf(item, here, keyword, fact, category, "content item")
        item, here = self._sequence(self.dataset, (), "GraphicAnnotationSequence")
        inner, inside = self._sequence(item, here, "TextObjectSequence")
        self._describe(inner, inside, "UnformattedTextValue", "graphic annotation", is_kept=False)
        item, here = self._sequence(self.dataset, (), "WaveformAnnotationSequence")
        self._describe(item, here, "UnformattedTextValue", "waveform annotation", is_kept=False)
        item, here = self._sequence(self.dataset, (), "AcquisitionContextSequence")
        self._leaf(item, here, "PersonName", "operator", "name", "acquisition context")
        self._describe(item, here, "TextValue", "acquisition context", is_kept=False)

    def _private(self) -> None:
        random, dataset = self.random, self.dataset
        for group, creator, number, vr, value in random.sample(places.SAFE_PRIVATE, places.SAFE_SAMPLED):
            path = self._private_element(dataset, (), group, creator, number, vr, value)
            values = value if isinstance(value, list) else [value]
            self.check("text_retained", "private, safe", path, *(str(one) for one in values), place=creator)
        group, creator, number, vr = places.SAFE_TEXT
        piece = self.piece("name", in_text=True)
        self.removed(
            self._private_element(dataset, (), group, creator, number, vr, f"FSE {piece.text}"),
            piece,
            "private",
            "safe text",
        )
        for group, creator, number, vr in random.sample(places.UNSAFE_OF_SAFE, 2):
            piece = self.piece(random.choice(("name", "id")), in_text=True)
            path = self._private_element(dataset, (), group, creator, number, vr, piece.text)
            self.removed(path, piece, "private", f"not safe, though {creator}")
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
            piece = self.piece(fact)
            value: Any = _encoded(piece.text, self.person) if vr in ("UN", "OB") else piece.text[: LENGTHS.get(vr, 64)]
            path = self._private_element(dataset, (), 0x0029, creator, 0x10 + number, vr, value)
            self.removed(path, piece, "private", f"private {vr}")
        inner = Dataset()
        for keyword, fact in (("PatientName", "name"), ("PatientID", "id"), ("StudyDescription", "hospital")):
            self.put(inner, (), keyword, self.piece(fact).text)
        path = self._private_element(dataset, (), 0x0031, creator, 0x20, "SQ", Sequence([inner]))
        self.removed((*path, 0, "00100010"), self.piece("name"), "private", "private SQ")
        self.removed((*path, 0, "00100020"), self.piece("id"), "private", "private SQ")
        item, here = self._sequence(dataset, (), "ReferencedImageSequence")
        self.put(item, here, "ReferencedSOPClassUID", "1.2.840.10008.5.1.4.1.1.7")
        self.put(item, here, "ReferencedSOPInstanceUID", f"{UID_ROOT}{self.serial()}.8")
        piece = self.piece("name")
        path = self._private_element(item, here, 0x0009, creator, 0x01, "LO", piece.text)
        self.removed(path, piece, "private", "private in public SQ")
        self.removed(
            self.put_raw(dataset, (), 0x003310AB, "LO", self.piece("id").text),
            self.piece("id"),
            "private",
            "private of no creator",
        )

    def _private_element(
        self, dataset: Dataset, prefix: Path, group: int, creator: str, number: int, vr: str, value: Any
    ) -> Path:
        block = dataset.private_block(group, creator, create=True)
        if number in block:
            del block[number]
        block.add_new(number, vr, value)
        path = (*prefix, f"{group:04X}:{creator}:{number:02X}")
        self.seen.add((*prefix, f"{block.get_tag(number):08X}"))
        return path

    def _groups(self) -> None:
        """Overlays and curves: what they show, and what they are called."""
        dataset = self.dataset
        bits = np.packbits(
            np.random.default_rng(self.random.randrange(1 << 30)).random(64 * 64) < 0.2, bitorder="little"
        )
        for group in (0x60E0, 0x60E2) if 0x60000010 in dataset else (0x6000, 0x6002):
            for number, vr, value in (
                (0x10, "US", 64), (0x11, "US", 64), (0x40, "CS", "G"), (0x50, "SS", [1, 1]), (0x100, "US", 1), (0x102, "US", 0),
            ):  # fmt: skip
                self.put_raw(dataset, (), group << 16 | number, vr, value)
            path = self.put_raw(dataset, (), group << 16 | 0x3000, "OW", bits.tobytes())
            self.check(
                "text_removed", "name", path, f"b:{hashlib.sha256(bits.tobytes()).hexdigest()}", place="overlay data"
            )
            for number, vr in ((0x22, "LO"), (0x1500, "LO"), (0x4000, "LT")):
                piece = self.piece("name")
                self.removed(
                    self.put_raw(dataset, (), group << 16 | number, vr, piece.text[:64]), piece, "name", "overlay"
                )
        for number, vr in ((0x22, "LO"), (0x2500, "LO"), (0x3000, "OB")):
            piece = self.piece("id")
            value: Any = piece.text.encode() if vr == "OB" else piece.text
            self.removed(self.put_raw(dataset, (), 0x50000000 | number, vr, value), piece, "id", "curve")

    def _encoded_unknown(self) -> None:
        """Known and unknown attributes in VR UN."""
        for tag, fact, category in (
            (0x00401010, "reader", "name"), (0x40080114, "physician", "name"), (0x00380011, "hospital", "institution"),
            (0x0038001E, "address", "address"), (0x00189999, "name", "name"), (0x00329998, "id", "id"),
        ):  # fmt: skip
            piece = self.piece(fact)
            path = self.put_raw(self.dataset, (), tag, "UN", _encoded(piece.text, self.person))
            self.removed(path, piece, category, "UN")

    def _meta(self) -> None:
        dataset = self.dataset
        meta = dataset.file_meta
        meta.SourceApplicationEntityTitle = self.visit.station
        meta.SendingApplicationEntityTitle = self.visit.station
        meta.PrivateInformationCreatorUID = f"{UID_ROOT}1"
        meta.PrivateInformation = self.canary().encode()
        dataset.preamble = (self.canary() + self.person.patient_id).encode().ljust(128, b"\0")
        for tag in (0x00020016, 0x00020017):
            self.check("text_removed", "device", (f"{tag:08X}",), f"d:{self.visit.station}", place="file meta")
        dataset[0xFFFCFFFC] = DataElement(0xFFFCFFFC, "OB", self.canary().encode())

    def _real(self) -> None:
        """Check what the real file had by itself: keep, shift, replace; put canaries where all has to go."""
        kept: list[Check] = []
        uids: list[Check] = []
        dates: list[Check] = []
        for path, element, what in walk(self.dataset, self.seen):
            if what == "take":
                if element.VR in CANARY_VRS and element.tag.element > 0xFF:
                    value = self.canary()
                    element.value = value.encode() if element.VR in ("OB", "UN") else value
            elif what in CATEGORIES:
                values = element.value if element.VM > 1 else [element.value]
                category = CATEGORIES[what]
                kept.append(Check("text_retained", category, path, tuple(str(value) for value in values)))
            elif what == "uid":
                uid = str(element.value)
                if uid in UID_dictionary or element.keyword.endswith(
                    ("ClassUID", "SyntaxUID", "SchemeUID", "ResourceUID")
                ):
                    continue  # names a kind of things
                uids.append(Check("uid_changed", "uids", path, (uid,)))
            elif what == "shift" and _is_day(str(element.value)):
                dates.append(Check("date_shifted", "dates", path, (str(element.value),), "of the real file", True))
            elif what == "walk":
                kept.append(Check("tag_retained", "sequences", path))
        for found, limit in ((kept, KEPT_SAMPLED), (uids, UIDS_SAMPLED), (dates, DATES_SAMPLED)):
            self.key.checks += found if len(found) <= limit else self.random.sample(found, limit)
        for keyword in REQUIRED_UIDS:
            if uid := str(self.dataset.get(keyword, "")):
                path = (f"{tag_for_keyword(keyword):08X}",)
                self.check("uid_changed", "uids", path, uid, required=True)
                self.check("uid_consistent", "uids", path, uid, required=True)
        self.check(
            "uid_consistent", "uids", ("00020003",), str(self.dataset.SOPInstanceUID), place="file meta", required=True
        )

    def _sweep(self) -> None:
        """Nothing of the person anywhere in the file, whatever element it is in."""
        person = self.person
        for fact in ("name", "maiden", "mother", "relative", "physician", "reader", "operator"):
            piece = self.piece(fact)
            long = tuple(token for token in piece.tokens if _is_distinct(token[2:]))
            if long:
                self.check("text_removed", "name", (), *long, place=f"anywhere: {fact}, {person.script}")
        for fact, category in (
            ("id", "id"), ("other id", "id"), ("insurance", "id"), ("accession", "id"), ("study id", "id"),
            ("birth", "birth date"), ("phone", "phone"), ("address", "address"), ("mail", "phone"),
            ("hospital", "institution"), ("department", "institution"), ("station", "device"), ("serial", "device"),
        ):  # fmt: skip
            self.removed((), self.piece(fact), category, "anywhere")


def walk(
    dataset: Dataset, seen: set[Path], prefix: Path = (), *, is_taken: bool = False
) -> Iterator[tuple[Path, DataElement, str]]:
    """Yield path, element and fate of every element with a value that is not in `seen`; sequences after their items."""
    for tag in sorted(dataset.keys()):
        path = (*prefix, f"{int(tag):08X}")
        if path in seen:
            continue
        element = dataset[tag]
        what = fate(int(tag), element.VR)
        if element.VR == "SQ":
            is_inner_taken = is_taken or what != "walk"
            has_kept = False
            for number, item in enumerate(element.value):
                is_local = "CodingSchemeDesignator" in item and str(item.CodingSchemeDesignator) not in STANDARD_SCHEMES
                for one in walk(item, seen, (*path, number), is_taken=is_inner_taken):
                    has_kept |= one[2] == "keep" and not is_local
                    yield (*one[:2], "keep local") if is_local and one[2] in ("keep", "keep text") else one
            if has_kept and not is_inner_taken:
                yield path, element, "walk"
            continue
        if element.value in (None, "", b"") or element.VM == 0:
            continue
        if is_taken and what != "take":
            what = "take" if what in ("keep text", "clean") else ""
        if what:
            yield path, element, what


def replace_uids(dataset: Dataset, new: Callable[[str], str]) -> None:
    """Give every UID of a thing (not of a kind of things) a new one."""
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                replace_uids(item, new)
        elif element.VR == "UI" and element.value and not element.keyword.endswith(("ClassUID", "SyntaxUID")):
            values = element.value if element.VM > 1 else [element.value]
            fresh = [str(value) if str(value) in UID_dictionary else new(str(value)) for value in values]
            element.value = fresh if len(fresh) > 1 else fresh[0]


def make_ascii(dataset: Dataset) -> None:
    """Take out of the real file what the planted character set might not hold."""
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                item.pop(0x00080005, None)
                make_ascii(item)
        elif element.VR in (*TEXTS, "PN", "CS", "AE", "UR"):
            values = element.value if element.VM > 1 else [element.value]
            if not all(str(value).isascii() for value in values if value is not None):
                element.value = "".join(
                    character for character in str(values[0]) if character.isascii() and character != "="
                )


def _vr(keyword: str) -> str:
    return dictionary_VR(keyword)


def _is_day(value: str) -> bool:
    return (
        len(value) >= 8
        and value[:8].isdigit()
        and "1900" < value[:4] < "2100"
        and "01" <= value[4:6] <= "12"
        and "01" <= value[6:8] <= "28"
    )


def _is_distinct(word: str) -> bool:
    """Tell whether a name is so long that it is not found by chance."""
    return len(word) >= (4 if word.isascii() else 3) and not word.isspace()


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


def _other_descriptors() -> list[str]:
    names = {tag: keyword for keyword, tag in keyword_dict.items()}
    return [
        names[tag]
        for tag, row in sorted(table().items())
        if row.descriptors == "C"
        and tag in names
        and dictionary_VR(tag) in TEXTS
        and dictionary_VR(tag) != "SH"
        and names[tag] not in (*places.DESCRIPTORS, *places.HARMLESS_DESCRIPTORS)
        and not names[tag].startswith("Selector")
    ]
