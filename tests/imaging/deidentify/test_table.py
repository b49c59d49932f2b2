"""Our Table E.1-1 against two others that people made from the standard by other means."""

import json
from pathlib import Path

from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as other
from pydicom.datadict import keyword_for_tag

from app.imaging.deidentify.table import Option, by_tag, rows

COLUMNS = {
    "rtnSafePrivOpt": Option.RETAIN_SAFE_PRIVATE,
    "rtnUIDsOpt": Option.RETAIN_UIDS,
    "rtnDevIdOpt": Option.RETAIN_DEVICE_IDENTITY,
    "rtnInstIdOpt": Option.RETAIN_INSTITUTION_IDENTITY,
    "rtnPatCharsOpt": Option.RETAIN_PATIENT_CHARACTERISTICS,
    "rtnLongFullDatesOpt": Option.RETAIN_FULL_DATES,
    "rtnLongModifDatesOpt": Option.RETAIN_MODIFIED_DATES,
    "cleanDescOpt": Option.CLEAN_DESCRIPTORS,
    "cleanStructContOpt": Option.CLEAN_STRUCTURED_CONTENT,
    "cleanGraphOpt": Option.CLEAN_GRAPHICS,
}
PATTERNS = {"50xxxxxx": "50xx,xxxx", "ggggeeee-where-gggg-is-odd": "private"}
# What edition 2026c added to 2024e.
ADDED = {
    "00081301", "00081302", "00081303", "00081304", "00100011", "00100012", "00100013", "00100014", "00100015",
    "00100016", "00100041", "00100042", "00100043", "00100044", "00100045", "00100046", "00100047", "00102161",
    "00102162", "00181010", "00181011", "003a0020", "003a0203", "003a020c", "00400556", "0040a034", "0040a035",
    "0040b020", "0040b034", "0040b036", "0040b03b", "0040b03f", "0040e012", "00700006", "300a0054",
}  # fmt: skip


def test_the_basic_column_is_that_of_dicom_anonymizer_without_exception() -> None:
    theirs: dict[int, str] = {}
    for name in dir(other):
        if name.endswith("_TAGS") and name != "ALL_TAGS":
            action = name.removesuffix("_TAGS").replace("U_STAR", "U*").replace("_", "/")
            theirs |= {group << 16 | number: action for group, number, *mask in getattr(other, name) if not mask}
    assert {tag: row.basic for tag, row in by_tag().items()} == theirs


def test_every_column_is_that_of_edition_2024e_for_all_that_it_names(shared_data: Path) -> None:
    published = json.loads((shared_data.parent / "standard" / "confidentiality_profile_attributes.json").read_text())
    ours = {row.tag.replace(",", ""): (row.basic, row.options) for row in rows()}
    theirs = {
        PATTERNS.get(row["id"], row["id"]).replace(",", ""): (
            row["basicProfile"],
            {option: row[column] for column, option in COLUMNS.items() if column in row},
        )
        for row in published
    }
    assert {tag: ours[tag] for tag in theirs} == theirs
    assert ours.keys() - theirs.keys() == ADDED


def test_rows_are_in_order_and_named_as_in_the_dictionary() -> None:
    tags = [row.tag for row in rows()]
    assert tags == sorted(tags)
    assert len(tags) == len(set(tags)) == 656
    named = {tag: keyword_for_tag(tag) for tag in by_tag()}
    assert {tag: by_tag()[tag].keyword for tag, keyword in named.items() if keyword} == {
        tag: keyword for tag, keyword in named.items() if keyword
    }
