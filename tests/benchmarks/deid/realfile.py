"""What a real file holds by itself: what must stay, move or be replaced, and canaries where all has to go."""

from collections.abc import Callable, Iterator
from typing import Final

from pydicom._uid_dict import UID_dictionary
from pydicom.datadict import tag_for_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from tests.benchmarks.deid.answers import TEXTS, fate
from tests.benchmarks.deid.checks import Check, Path
from tests.benchmarks.deid.planter import Planter

# Checks of what the real file itself holds, at most so many a file: a multi-frame file has thousands alike.
KEPT_SAMPLED: Final = 130
UIDS_SAMPLED: Final = 25
DATES_SAMPLED: Final = 20
REQUIRED_UIDS: Final = ("SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID")
# What a real file's own elements are counted as.
CATEGORIES: Final = {"keep": "technique", "keep text": "technical text", "keep local": "codes of local schemes"}
STANDARD_SCHEMES: Final = frozenset(
    {"DCM", "SCT", "SRT", "SNM3", "99SDM", "UCUM", "LN", "RADLEX", "FMA", "UMLS", "NCIt", "BI"}
)
CANARY_VRS: Final = frozenset({"AE", "CS", "LO", "LT", "PN", "SH", "ST", "UC", "UT", "OB", "UN"})


def check_real(planter: Planter) -> None:
    """Check what the real file had by itkeep, shift, replace; put canaries where all has to go."""
    kept: list[Check] = []
    uids: list[Check] = []
    dates: list[Check] = []
    for path, element, what in walk(planter.dataset, planter.seen):
        if what == "take":
            if element.VR in CANARY_VRS and element.tag.element > 0xFF:
                value = planter.canary()
                element.value = value.encode() if element.VR in ("OB", "UN") else value
        elif what in CATEGORIES:
            values = element.value if element.VM > 1 else [element.value]
            category = CATEGORIES[what]
            kept.append(Check("text_retained", category, path, tuple(str(value) for value in values)))
        elif what == "uid":
            uid = str(element.value)
            if uid in UID_dictionary or element.keyword.endswith(("ClassUID", "SyntaxUID", "SchemeUID", "ResourceUID")):
                continue  # names a kind of things
            uids.append(Check("uid_changed", "uids", path, (uid,)))
        elif what == "shift" and _is_day(str(element.value)):
            dates.append(Check("date_shifted", "dates", path, (str(element.value),), "of the real file", True))
        elif what == "walk":
            kept.append(Check("tag_retained", "sequences", path))
    for found, limit in ((kept, KEPT_SAMPLED), (uids, UIDS_SAMPLED), (dates, DATES_SAMPLED)):
        planter.key.checks += found if len(found) <= limit else planter.random.sample(found, limit)
    for keyword in REQUIRED_UIDS:
        if uid := str(planter.dataset.get(keyword, "")):
            path = (f"{tag_for_keyword(keyword):08X}",)
            planter.check("uid_changed", "uids", path, uid, required=True)
            planter.check("uid_consistent", "uids", path, uid, required=True)
    planter.check(
        "uid_consistent", "uids", ("00020003",), str(planter.dataset.SOPInstanceUID), place="file meta", required=True
    )


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


def _is_day(value: str) -> bool:
    return (
        len(value) >= 8
        and value[:8].isdigit()
        and "1900" < value[:4] < "2100"
        and "01" <= value[4:6] <= "12"
        and "01" <= value[6:8] <= "28"
    )
