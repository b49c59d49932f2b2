"""Search by DICOM attributes (QIDO-RS, PS3.18 section 8.3.4 and 10.6): parameters to filters, records to DICOM JSON."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from app.documents.base import Record
from app.documents.images import Image
from app.documents.patients import Patient
from app.documents.series import Series
from app.documents.studies import Study
from app.domain.filters import EVERYTHING, Condition, Filter, Operator, all_of
from app.domain.pages import Order, Slice
from app.domain.search import asked
from app.errors import Invalid
from app.imaging.dicomjson import EXPLICIT, keyword_of, told
from app.resolvers import images, records
from app.resolvers.context import Context
from app.resolvers.records import Listing

LARGEST_LIMIT: Final = 1000
DEFAULT_LIMIT: Final = 100
LARGEST_OFFSET: Final = 100_000
ALL: Final = "all"
MORE: Final = "There are additional results that can be requested with limit and offset."
NO_FUZZY: Final = "The fuzzymatching parameter is not supported. Only literal matching has been performed."
MOST_ABOVE: Final = 10_000  # studies or series within which is searched
NOTHING: Final = Condition("id", Operator.IN, ())
NOUNS: Final = {Study: "studies", Series: "series", Image: "instances"}
SEXES: Final = {"FEMALE": "F", "MALE": "M", "OTHER": "O"}


class Kind(Enum):
    """How the values of an attribute are matched (PS3.4 section C.2.2.2)."""

    UID = "UID"
    CODE = "CODE"
    TEXT = "TEXT"
    DATE = "DATE"
    NUMBER = "NUMBER"
    NEVER = "NEVER"  # the hub never keeps a value: nothing matches one


@dataclass(frozen=True, slots=True)
class Key:
    """An attribute that can be searched by, and the record's attribute that holds it."""

    kind: Kind
    attribute: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the hierarchy: its records, the attribute by which those below name them, what it is searched by."""

    model: type[Record]
    link: str
    keys: Mapping[str, Key]
    orders: tuple[Order, ...] = ()


_ABSENT: Final = Key(Kind.NEVER)
STUDIES: Final = Level(
    Study,
    "study_id",
    {
        "StudyInstanceUID": Key(Kind.UID, "study_instance_uid"),
        "StudyDate": Key(Kind.DATE, "date"),
        "StudyDescription": Key(Kind.TEXT, "description"),
        "ModalitiesInStudy": Key(Kind.CODE, "modality"),
        **dict.fromkeys(("AccessionNumber", "ReferringPhysicianName", "StudyID", "StudyTime"), _ABSENT),
    },
)
SERIES: Final = Level(
    Series,
    "series_id",
    {
        "SeriesInstanceUID": Key(Kind.UID, "series_instance_uid"),
        "Modality": Key(Kind.CODE, "modality"),
        "SeriesNumber": Key(Kind.NUMBER, "number"),
        "SeriesDescription": Key(Kind.TEXT, "description"),
        "BodyPartExamined": Key(Kind.CODE, "body_part"),
        "Laterality": Key(Kind.CODE, "laterality"),
        "ViewPosition": Key(Kind.CODE, "view_position"),
    },
    (Order("number"),),
)
INSTANCES: Final = Level(
    Image,
    "",
    {
        "SOPInstanceUID": Key(Kind.UID, "sop_instance_uid"),
        "SOPClassUID": Key(Kind.UID, "sop_class_uid"),
        "InstanceNumber": Key(Kind.NUMBER, "number"),
        "Rows": Key(Kind.NUMBER, "rows"),
        "Columns": Key(Kind.NUMBER, "columns"),
        "NumberOfFrames": Key(Kind.NUMBER, "frames"),
    },
    (Order("number"),),
)
LEVELS: Final = (STUDIES, SERIES, INSTANCES)
OF_EVERY_LEVEL: Final[Mapping[str, Key]] = {"PatientID": Key(Kind.UID, "patient_id")}


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: `matches` by keyword; `include` names attributes beyond the usual ones, or is {"all"}."""

    matches: Mapping[str, str]
    include: frozenset[str]
    limit: int
    offset: int
    warnings: tuple[str, ...] = ()
    path: frozenset[str] = frozenset()  # keywords that the path of the address names: answers need not repeat them


@dataclass(frozen=True, slots=True)
class Found:
    """Some of the answers as DICOM JSON; `has_more` tells that others wait behind them."""

    datasets: Sequence[dict[str, Any]]
    has_more: bool


def query_of(parameters: Sequence[tuple[str, str]], path: frozenset[str] = frozenset()) -> Query:
    """Return the query that the parameters of an address ask; raises Invalid and names the one that cannot be."""
    matches: dict[str, str] = {}
    include: set[str] = set()
    numbers = {"limit": DEFAULT_LIMIT, "offset": 0}
    warnings: list[str] = []
    for name, value in parameters:
        if name in numbers:
            if not re.fullmatch(r"\d{1,9}", value):
                raise Invalid(f"{name} is a whole number.")
            numbers[name] = int(value)
        elif name == "fuzzymatching":
            warnings += [NO_FUZZY] if value.lower() == "true" else []
        elif name == "includefield":
            include.update(ALL if part == ALL else _keyword(part) for part in value.split(",") if part)
        elif name != "accept":
            keyword = _keyword(name)
            matches[keyword] = f"{matches[keyword]}\\{value}" if matches.get(keyword) else value
    if numbers["offset"] > LARGEST_OFFSET:
        raise Invalid(f"offset is at most {LARGEST_OFFSET}: narrow the search instead.")
    limit = min(numbers["limit"], LARGEST_LIMIT)
    return Query(matches, frozenset(include), limit, numbers["offset"], tuple(warnings), path)


def _keyword(name: str) -> str:
    keyword = keyword_of(name)
    if keyword is None:
        raise Invalid(f"There is no DICOM attribute {name[:64]!r}: give its keyword, or its tag as eight digits.")
    return keyword


async def search(context: Context, level: Level, query: Query) -> Found:
    """Return the records of a level that match and that the caller may see, with the attributes of those above them.

    Raises Invalid, naming the attribute, where the hub cannot search by it.
    """
    unknown = set(query.matches) - {name for each in LEVELS[: LEVELS.index(level) + 1] for name in each.keys}
    if unknown - set(OF_EVERY_LEVEL):
        raise Invalid(f"The hub does not search {NOUNS[level.model]} by {min(unknown)}.")
    within: list[Filter] = []
    for above in LEVELS[: LEVELS.index(level)]:
        asked = {name: value for name, value in query.matches.items() if name in above.keys}
        if asked:
            ids = [each.id for each in await _most(context, above, all_of(*_conditions(asked, above.keys), *within))]
            within = [Condition(above.link, Operator.IN, tuple(ids))]
    own = _conditions(query.matches, {**level.keys, **OF_EVERY_LEVEL})
    found, has_more = await _page(context, level, all_of(*own, *within), query)
    return Found(await asyncio.gather(*(_told(context, record, query) for record in found)), has_more)


async def _page(context: Context, level: Level, filter_: Filter, query: Query) -> tuple[list[Any], bool]:
    """Return the rows from offset to limit: pages before them are walked, as cursors know no offset."""
    rows: list[Record] = []
    after, wanted = None, query.offset + query.limit
    while len(rows) < wanted:
        size = min(wanted - len(rows), LARGEST_LIMIT)
        page = await records.page(context, level.model, Listing(filter_, level.orders, Slice(size, after=after)))
        rows.extend(page.records)
        if not page.has_next:
            return rows[query.offset :], False
        after = page.cursors[-1]
    return rows[query.offset :], True


async def _most(context: Context, level: Level, filter_: Filter) -> Sequence[Record]:
    page = await records.page(context, level.model, Listing(filter_, (), Slice(MOST_ABOVE)))
    if page.has_next:
        raise Invalid(
            f"More than {MOST_ABOVE} {NOUNS[level.model]} match: narrow the search, or ask within one of them."
        )
    return page.records


def _conditions(matches: Mapping[str, str], keys: Mapping[str, Key]) -> list[Filter]:
    return [
        _condition(name, keys[name], value)
        for name, value in matches.items()
        if name in keys and value not in ("", "*")
    ]


def _condition(name: str, key: Key, value: str) -> Filter:
    for part in [value] if key.kind is Kind.TEXT else re.split(r"[\\,]", value):
        asked(part, (name,))
    match key.kind:
        case Kind.NEVER:
            return NOTHING
        case Kind.UID:
            return Condition(key.attribute, Operator.IN, tuple(re.split(r"[\\,]", value)))
        case Kind.CODE:
            return Condition(key.attribute, Operator.IN, tuple(re.split(r"[\\,]", value.upper())))
        case Kind.NUMBER if re.fullmatch(r"-?\d{1,9}", value):
            return Condition(key.attribute, Operator.EQ, int(value))
        case Kind.DATE:
            return _days(name, key.attribute, value)
        case Kind.TEXT if "?" not in value and "*" not in value.strip("*"):
            if value.startswith("*"):
                return Condition(key.attribute, Operator.CONTAINS, value.strip("*"))
            operator = Operator.STARTS_WITH if value.endswith("*") else Operator.EQ
            return Condition(key.attribute, operator, value.rstrip("*"))
    raise Invalid(f"The hub cannot match this value of {name}.")


def _days(name: str, attribute: str, value: str) -> Filter:
    match = re.fullmatch(r"(\d{8})?(-)?(\d{8})?", value)
    if match is None or not (match[1] or match[3]):
        raise Invalid(f"{name} is a day, or a range of days: 20200131, 20200101-20200131, 20200101- or -20200131.")
    first, last = match[1], match[3] if match[2] else match[1]
    return all_of(
        Condition(attribute, Operator.GTE, _day(first)) if first else None,
        Condition(attribute, Operator.LTE, _day(last)) if last else None,
    )


def _day(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


async def _told(context: Context, record: Any, query: Query) -> dict[str, Any]:
    """Return a record with what is usual of its level and, where the address leaves them open, of those above it."""
    dataset: dict[str, Any] = {}
    if "SeriesInstanceUID" not in query.path and isinstance(record, Image):
        dataset |= series_attributes(await records.get(context, Series, record.series_id))
    if "StudyInstanceUID" not in query.path and not isinstance(record, Study):
        dataset |= await _study(context, await records.get(context, Study, record.study_id))
    match record:
        case Study():
            dataset |= await _study(context, record)
        case Series():
            dataset |= series_attributes(record)
        case Image():
            dataset |= image_attributes(record)
            if query.include:
                more = (await images.details(context, record)).attributes
                dataset = {name: value for name, value in more.items() if query.include & {ALL, name}} | dataset
    return told(dataset)


async def _study(context: Context, study: Study) -> dict[str, Any]:
    patient = await records.get(context, Patient, study.patient_id)
    return {
        "StudyDate": (study.date or "").replace("-", ""),
        "StudyTime": "",
        "AccessionNumber": "",
        "InstanceAvailability": "ONLINE",
        "ModalitiesInStudy": study.modalities,
        "ReferringPhysicianName": "",
        "PatientName": patient.id,
        "PatientID": patient.id,
        "PatientBirthDate": "",
        "PatientSex": SEXES.get(patient.gender, ""),
        "StudyDescription": study.description or "",
        "StudyInstanceUID": study.study_instance_uid,
        "StudyID": "",
        "NumberOfStudyRelatedSeries": await records.children_total(context, Series, "study_id", study.id, EVERYTHING),
        "NumberOfStudyRelatedInstances": study.image_count,
    }


def series_attributes(series: Series) -> dict[str, Any]:
    """Return what is told of a series (PS3.18 table 10.6.3-4), by keyword."""
    return {
        "Modality": series.modality or "",
        "SeriesDescription": series.description or "",
        "SeriesInstanceUID": series.series_instance_uid,
        "SeriesNumber": series.number,
        "BodyPartExamined": series.body_part or "",
        "Laterality": series.laterality or "",
        "NumberOfSeriesRelatedInstances": series.image_count,
    }


def image_attributes(image: Image) -> dict[str, Any]:
    """Return what is told of an instance (PS3.18 table 10.6.3-5), by keyword."""
    return {
        "SOPClassUID": image.sop_class_uid,
        "SOPInstanceUID": image.sop_instance_uid,
        "InstanceAvailability": "ONLINE",
        "InstanceNumber": image.number,
        "Rows": image.rows,
        "Columns": image.columns,
        "BitsAllocated": image.bits_allocated,
        "NumberOfFrames": image.frames,
        "AvailableTransferSyntaxUID": EXPLICIT,
    }


def retrieve_url(base: str, dataset: Mapping[str, Any], query: Query) -> dict[str, Any]:
    """Return the RetrieveURL (0008,1190) of an answer, as a DICOM JSON object."""
    url = base
    for keyword, tag, noun in UIDS:
        uid = query.matches.get(keyword) if keyword in query.path else None
        uid = uid or (dataset[tag]["Value"][0] if tag in dataset else None)
        url += f"/{noun}/{uid}" if uid else ""
    return {"00081190": {"vr": "UR", "Value": [url]}}


UIDS: Final = (
    ("StudyInstanceUID", "0020000D", "studies"),
    ("SeriesInstanceUID", "0020000E", "series"),
    ("SOPInstanceUID", "00080018", "instances"),
)
