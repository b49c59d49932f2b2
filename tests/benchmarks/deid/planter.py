"""One file being planted: what is written where, and the key that grows with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from tests.benchmarks.deid import places
from tests.benchmarks.deid.checks import Check, Key, Path
from tests.benchmarks.deid.people import Person, Visit, day_spellings, number_spellings

LENGTHS: Final = {"SH": 16, "LO": 64, "ST": 1024, "LT": 2000, "UT": 2000, "UC": 2000}
UID_ROOT: Final = "1.2.826.0.1.3680043.8.498."


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
    reports: tuple[Dataset, ...] = ()  # content items of real reports
    seen: set[Path] = field(default_factory=set)

    def piece(self, fact: str, *, in_text: bool = False) -> Piece:
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
            words = (name.family, name.given, *name.words) if in_text else name.words
            words = tuple(dict.fromkeys(word for word in words if word.casefold() in text.casefold()))
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

    def describe(self, dataset: Dataset, prefix: Path, keyword: str, where: str, *, is_kept: bool = True) -> None:
        limit = LENGTHS.get(dictionary_VR(keyword), 64)
        text, words, pieces = self.text(limit, 1 if limit <= 64 else self.random.choice((1, 2, 3)))
        path = self.put(dataset, prefix, keyword, text)
        for piece in pieces:
            self.removed(path, piece, "", where)
        if is_kept:
            self.check("text_retained", "descriptors", path, *(f"w:{word}" for word in words), place=f"{where}: {text}")

    def sequence(self, dataset: Dataset, prefix: Path, keyword: str) -> tuple[Dataset, Path]:
        """Return a new last item of a sequence, and its path."""
        tag = tag_for_keyword(keyword)
        assert tag is not None
        if not isinstance(dataset.get(tag), DataElement) or dataset[tag].VR != "SQ":
            dataset[tag] = DataElement(tag, "SQ", Sequence())
        item = Dataset()
        dataset[tag].value.append(item)
        return item, (*prefix, f"{tag:08X}", len(dataset[tag].value) - 1)

    def leaf(
        self, dataset: Dataset, prefix: Path, keyword: str, fact: str, category: str, where: str = "nested"
    ) -> None:
        piece = self.piece(fact)
        self.removed(
            self.put(dataset, prefix, keyword, piece.text[: LENGTHS.get(dictionary_VR(keyword), 999)]),
            piece,
            category,
            where,
        )
