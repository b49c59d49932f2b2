"""Plants made-up identifiers in a real file and says what has to become of each: an answer key beside every file.

Nothing of the engine is imported here: what the standard wants comes from the standard's table (`answers`).
"""

from typing import Final

from pydicom.datadict import dictionary_VR, keyword_dict, tag_for_keyword

from tests.benchmarks.deid import places
from tests.benchmarks.deid.answers import TEXTS, table
from tests.benchmarks.deid.hidden import plant_groups, plant_meta, plant_private, plant_unknown
from tests.benchmarks.deid.nested import plant_nested, plant_structured
from tests.benchmarks.deid.planter import LENGTHS, Planter
from tests.benchmarks.deid.realfile import check_real

TYPE_2: Final = (
    "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber",
    "ReferringPhysicianName", "StudyID",
)  # fmt: skip
NOT_NULL: Final = ("SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "PatientID", "PatientName")


def plant(planter: Planter) -> None:
    """Plant everything."""
    _patient(planter)
    _dates(planter)
    _direct(planter)
    _descriptors(planter)
    _technical(planter)
    plant_nested(planter)
    plant_structured(planter)
    plant_private(planter)
    plant_groups(planter)
    plant_unknown(planter)
    plant_meta(planter)
    check_real(planter)
    _sweep(planter)


def _patient(planter: Planter) -> None:
    dataset, person = planter.dataset, planter.person
    dataset.SpecificCharacterSet = (
        list(person.character_sets) if len(person.character_sets) > 1 else person.character_sets[0]
    )
    is_old = int(person.age[:3]) > 89
    path = planter.put(dataset, (), "PatientAge", person.age)
    if is_old:
        planter.check("text_removed", "age over 89", path, f"s:{person.age}", place="age")
    else:
        planter.check("text_retained", "patient characteristics", path, person.age)
    for keyword, value in (("PatientSex", "F"), ("PatientWeight", "71.5"), ("PatientSize", "1.68")):
        path = planter.put(dataset, (), keyword, value)
        planter.check("text_retained", "patient characteristics", path, value)
    for keyword in ("SmokingStatus", "PregnancyStatus", "EthnicGroup"):
        if keyword not in dataset and planter.random.random() < 0.5:
            value = {"SmokingStatus": "NO", "PregnancyStatus": 4, "EthnicGroup": "Nordic"}[keyword]
            path = planter.put(dataset, (), keyword, value)
            planter.check("text_retained", "patient characteristics", path, str(value))


def _dates(planter: Planter) -> None:
    day = planter.visit.day
    for keyword in ("StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate", "InstanceCreationDate"):
        path = planter.put(planter.dataset, (), keyword, f"{day:%Y%m%d}")
        planter.check("date_shifted", "dates", path, f"{day:%Y%m%d}", required=True)
    value = f"{day:%Y%m%d}101500.000000"
    path = planter.put(planter.dataset, (), "AcquisitionDateTime", value)
    planter.check("date_shifted", "dates", path, value, required=True)
    planter.dataset.setdefault("StudyTime", "101500")


def _direct(planter: Planter) -> None:
    chosen = planter.random.sample(places.DIRECT_SAMPLE, places.DIRECT_SAMPLED)
    for keyword, fact, category in (*places.DIRECT, *chosen):
        piece = planter.piece(fact)
        value = piece.text if fact != "address" else f"{piece.text}, {planter.person.city} {planter.person.postcode}"
        path = planter.put(planter.dataset, (), keyword, value[: LENGTHS.get(dictionary_VR(keyword), 999)])
        planter.removed(path, piece, category, keyword)
    for keyword in TYPE_2:
        planter.check("tag_retained", "conformance", (f"{tag_for_keyword(keyword):08X}",))
    for keyword in NOT_NULL:
        planter.check("text_notnull", "conformance", (f"{tag_for_keyword(keyword):08X}",))
    planter.check("patid_consistent", "consistency", ("00100020",), str(planter.person.number))


def _descriptors(planter: Planter) -> None:
    others = [keyword for keyword in _other_descriptors() if keyword not in planter.dataset]
    for keyword in (*places.DESCRIPTORS, *planter.random.sample(others, places.DESCRIPTORS_SAMPLED)):
        planter.describe(planter.dataset, (), keyword, "free text")
    for keyword in places.HARMLESS_DESCRIPTORS:
        phrase = planter.random.choice(places.PHRASES)
        path = planter.put(planter.dataset, (), keyword, phrase)
        planter.check(
            "text_retained",
            "descriptors",
            path,
            *(f"w:{word}" for word in phrase.split()),
            place=f"harmless: {phrase}",
        )


def _technical(planter: Planter) -> None:
    for keyword in planter.random.sample(places.TECHNICAL, 2):
        fact = planter.random.choice(("name", "id", "accession", "hospital"))
        piece = planter.piece(fact, in_text=True)
        value = f"V2 {piece.text}"
        if len(value) <= LENGTHS.get(dictionary_VR(keyword), 64):
            planter.removed(planter.put(planter.dataset, (), keyword, value), piece, "", "technical text")


def _sweep(planter: Planter) -> None:
    """Nothing of the person anywhere in the file, whatever element it is in."""
    person = planter.person
    for fact in ("name", "maiden", "mother", "relative", "physician", "reader", "operator"):
        piece = planter.piece(fact)
        long = tuple(token for token in piece.tokens if _is_distinct(token[2:]))
        if long:
            planter.check("text_removed", "name", (), *long, place=f"anywhere: {fact}, {person.script}")
    for fact, category in (
        ("id", "id"), ("other id", "id"), ("insurance", "id"), ("accession", "id"), ("study id", "id"),
        ("birth", "birth date"), ("phone", "phone"), ("address", "address"), ("mail", "phone"),
        ("hospital", "institution"), ("department", "institution"), ("station", "device"), ("serial", "device"),
    ):  # fmt: skip
        planter.removed((), planter.piece(fact), category, "anywhere")


def _is_distinct(word: str) -> bool:
    """Tell whether a name is so long that it is not found by chance."""
    return len(word) >= (4 if word.isascii() else 3) and not word.isspace()


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
