"""What the standard wants of an attribute that a real file has: PS3.15 Table E.1-1 from the shared folder, not ours."""

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from pydicom.datadict import dictionary_has_tag, dictionary_keyword

# The folder of real files beside the project, as in tests/conftest.py.
DATA: Final = Path(os.environ.get("HUB_TEST_DATA", Path(__file__).parents[4] / "shared" / "data" / "dicom"))
TABLE: Final = DATA.parent / "standard" / "confidentiality_profile_attributes.json"
NUMBERS: Final = frozenset({"AT", "CS", "DS", "FD", "FL", "IS", "SL", "SS", "SV", "UL", "US", "UV"})
TEXTS: Final = frozenset({"LO", "LT", "SH", "ST", "UC", "UT"})
# Says how the pixels are stored, or what was done to the file: a de-identifier may have to change it.
OWN_BUSINESS: Final = frozenset(
    """
    SpecificCharacterSet PhotometricInterpretation PlanarConfiguration BurnedInAnnotation
    LongitudinalTemporalInformationModified PatientIdentityRemoved DeidentificationMethod
    DeidentificationMethodCodeSequence LossyImageCompression LossyImageCompressionMethod LossyImageCompressionRatio
    SmallestImagePixelValue LargestImagePixelValue SmallestPixelValueInSeries LargestPixelValueInSeries
    SmallestImagePixelValueInPlane LargestImagePixelValueInPlane PixelPaddingValue PixelPaddingRangeLimit
    BitsStored HighBit BitsAllocated PixelRepresentation CompressionCode IconImageSequence DataSetTrailingPadding
    EncapsulatedDocument PixelData FloatPixelData DoubleFloatPixelData InstanceNumber NumberOfFrames
    SegmentationType SegmentationFractionalType MaximumFractionalValue
    DataSetType DataSetSubtype LengthToEnd CodingSchemeIdentificationSequence MACParametersSequence
    """.split()  # noqa: SIM905 - a word a line would take a page
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: the Basic Profile's action and those of the options that the benchmark's profile has."""

    basic: str
    characteristics: str
    dates: str
    descriptors: str


@cache
def table() -> dict[int, Row]:
    """Return the rows by tag, those for one attribute only."""
    rows = json.loads(TABLE.read_text())
    return {
        int(row["id"], 16): Row(
            row["basicProfile"],
            row.get("rtnPatCharsOpt", ""),
            row.get("rtnLongModifDatesOpt", ""),
            row.get("cleanDescOpt", ""),
        )
        for row in rows
        if len(row["id"]) == 8 and "X" not in row["id"].upper()
    }


@cache
def keyword_of(tag: int) -> str:
    """Return the keyword of a standard attribute, "" for another."""
    if tag >> 16 & 1 or not dictionary_has_tag(tag):
        return ""
    return dictionary_keyword(tag)


def _is_newer(tag: int) -> bool:
    """Tell whether a newer edition of the table than the shared folder's names the attribute."""
    return (
        tag in (0x00181010, 0x00181011, 0x00700006)
        or 0x00081301 <= tag <= 0x00081304
        or (0x00100011 <= tag <= 0x00100047 and tag != 0x00100040)
    )


def fate(tag: int, vr: str) -> str:
    """Return what the profile wants: "keep", "keep text", "shift", "uid", "clean", "take", or "" for not scored.

    The profile is Basic with Clean Descriptors, Retain Patient Characteristics, Modified Dates, Safe Private.
    """
    group = tag >> 16
    if group & 1:
        return "take"
    keyword = keyword_of(tag)
    if not keyword or group in (0x0002, 0x0004) or group >> 8 in (0x50, 0x60) or tag & 0xFFFF == 0:
        return "" if tag & 0xFFFF == 0 or group in (0x0002, 0x0004) else "take"
    if keyword in OWN_BUSINESS or keyword.startswith("IssuerOf") or _is_newer(tag):
        return ""
    row = table().get(tag)
    if row is None:
        if vr == "SQ":
            return "walk"
        if vr == "UI":
            return "uid"
        if vr in NUMBERS:
            return "keep"
        return "keep text" if vr in TEXTS else ""
    if row.characteristics == "K":
        return "keep" if vr != "AS" else ""
    if row.dates == "C":
        return "shift" if vr in ("DA", "DT") else ""
    if row.descriptors == "C" or row.characteristics == "C":
        return "clean" if vr in TEXTS else ""
    if "U" in row.basic:
        return "walk" if vr == "SQ" else "uid"
    return "take"
