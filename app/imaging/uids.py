"""Which objects the hub takes, which transfer syntaxes it can read, and which UIDs are everybody's."""

from typing import Final

from pydicom._uid_dict import UID_dictionary

# Every UID that PS3.6 registers: these name kinds of things, never a thing of a patient.
STANDARD_UIDS: Final = frozenset(UID_dictionary)

NATIVE_SYNTAXES: Final = frozenset(
    {
        "1.2.840.10008.1.2",  # Implicit VR Little Endian
        "1.2.840.10008.1.2.1",  # Explicit VR Little Endian
        "1.2.840.10008.1.2.1.99",  # Deflated Explicit VR Little Endian
        "1.2.840.10008.1.2.2",  # Explicit VR Big Endian
    }
)
IMPLICIT_LITTLE_ENDIAN: Final = "1.2.840.10008.1.2"
EXPLICIT_LITTLE_ENDIAN: Final = "1.2.840.10008.1.2.1"
DEFLATED_LITTLE_ENDIAN: Final = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG_ENDIAN: Final = "1.2.840.10008.1.2.2"
# PS3.5 section A.4: JPEG, JPEG-LS, JPEG 2000, RLE, HTJ2K, JPEG XL; not video (.100 to .109) nor JPIP (.94, .95).
ENCAPSULATED_SYNTAXES: Final = frozenset(
    uid
    for uid, entry in UID_dictionary.items()
    if entry[1] == "Transfer Syntax"
    and (uid.startswith(("1.2.840.10008.1.2.4.", "1.2.840.10008.1.2.5")))
    and not uid.startswith(("1.2.840.10008.1.2.4.10", "1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95"))
)

MEDIA_DIRECTORY: Final = "1.2.840.10008.1.3.10"
# Storage classes of pixels whose name does not say "Image".
_OTHER_IMAGES: Final = (
    "Enhanced US Volume Storage",
    "Segmentation Storage",
    "Corneal Topography Map Storage",
    "Ophthalmic Thickness Map Storage",
    "RT Dose Storage",
)
IMAGE_CLASSES: Final = frozenset(
    uid
    for uid, entry in UID_dictionary.items()
    if entry[1] == "SOP Class"
    and ("Image Storage" in entry[0] or entry[0] in _OTHER_IMAGES)
    and not entry[0].startswith(("Video", "Stored Print", "Hardcopy", "Standalone", "Parametric"))
) | {"1.2.840.10008.5.1.4.1.1.66.7"}  # Label Map Segmentation Storage, newer than pydicom's dictionary

# A dose may be given as a grid, which is an image, or as points and volumes alone: PS3.3 section A.18.
RT_DOSE: Final = "1.2.840.10008.5.1.4.1.1.481.2"
# What nobody can look into for what identifies: speech, surfaces of bodies, a manufacturer's raw data, pixels of other
# kinds; and what belongs to no patient.
_UNTAKEN: Final = (
    "Audio",
    "Video",
    "Raw Data",
    "Surface Scan",
    "Parametric",
    "Standalone",
    "DICOS",
    "Media",
    "Inventory",
)
# Storage classes of objects without pixels: reports, presentation states, plans, waveforms, measurements, documents.
OBJECT_CLASSES: Final = frozenset(
    uid
    for uid, entry in UID_dictionary.items()
    if entry[1] == "SOP Class"
    and entry[0].endswith(" Storage")
    and uid not in IMAGE_CLASSES
    and not any(word in entry[0] for word in _UNTAKEN)
) | {RT_DOSE}

# PS3.3 section C.7.3.1.1.1: series of these hold objects without pixels.
MODALITIES_WITHOUT_PIXELS: Final = frozenset(
    """
    ANN AR ASMT CTPROTOCOL DOC ECG EEG EMG EOG EPS FID HD IOL KER KO LEN M3D OAM PLAN POS PR REG RESP RTINTENT
    RTPLAN RTRAD RTRECORD RTSEGANN RTSTRUCT RWV SMR SR SRF VA XAPROTOCOL
    """.split()  # noqa: SIM905 - a word a line would take a page
)


def kind_of(sop_class: str) -> str:
    """Return what PS3.6 calls objects of a SOP class, as in "Comprehensive SR"; "" for a class that it does not name."""
    if sop_class not in UID_dictionary:
        return "Label Map Segmentation" if sop_class in IMAGE_CLASSES else ""
    return UID_dictionary[sop_class][0].removesuffix(" Storage")
