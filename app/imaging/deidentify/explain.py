"""docs/deidentification.md, printed by the code that does what it says: `medhub deid --explain`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from pydicom._dicom_dict import DicomDictionary

from app.imaging.deidentify import private
from app.imaging.deidentify.policy import MARKERS, TextPolicy
from app.imaging.deidentify.profile import BUILT_IN, Handling, Profile, rules_of
from app.imaging.deidentify.table import EDITION, Option, by_tag, rows
from app.imaging.deidentify.technical import STANDARD_SCHEMES, TECHNICAL_TEXT
from app.imaging.parsing import DICTIONARY_VRS

WORDS: Final = {
    Handling.REMOVE: "removed",
    Handling.EMPTY: "emptied",
    Handling.DUMMY: "replaced by a value that says nothing",
    Handling.UID: "replaced by a UID that is the same wherever the old one was",
    Handling.DATE: "moved by the patient's secret number of days",
    Handling.AGE: "kept, over 89 years as 90",
    Handling.NAME: "replaced by the hub's id of the patient",
    Handling.RECURSE: "kept, its items by these rules",
    Handling.KEEP: "kept if it is what its VR allows",
    Handling.KEEP_TEXT: "kept, cleaned if it names somebody",
    Handling.KEEP_UID: "kept",
    Handling.CLEAN: "cleaned as free text",
}
OPTIONS: Final = {
    Option.RETAIN_SAFE_PRIVATE: "keeps the private attributes of the list below",
    Option.RETAIN_UIDS: "keeps UIDs",
    Option.RETAIN_DEVICE_IDENTITY: "keeps what names the device",
    Option.RETAIN_INSTITUTION_IDENTITY: "keeps what names the institution",
    Option.RETAIN_PATIENT_CHARACTERISTICS: "keeps sex, age, size, weight and the like",
    Option.RETAIN_FULL_DATES: "keeps dates and times",
    Option.RETAIN_MODIFIED_DATES: "keeps dates, moved by a secret number of days of each patient, and times",
    Option.CLEAN_DESCRIPTORS: "keeps free text without what identifies",
    Option.CLEAN_STRUCTURED_CONTENT: "keeps the content of reports, item by item",
    Option.CLEAN_GRAPHICS: "keeps graphic annotations; overlays and curves go all the same, since they may show text",
    Option.CLEAN_RECOGNIZABLE_VISUAL_FEATURES: "holds back images that may show a face, until a person has looked; "
    "the hub does not claim to have removed one",
}
FREE_TEXT: Final = """
An unknown word may be a name, so it goes: a word stays if it is among the words of PS3.16 and PS3.6 or of a list of what
radiologists write in English, Portuguese, Spanish, French, German, Italian and Dutch, and is not a common name, or if it is
made of such a word and a medical part of a word, as "thoracolumbar" is; of two everyday words surnames are made, such as
"Whitehead", which go. Words that begin with capitals within one ("HeadNeck") are each looked up. Numbers stay up to four
digits, unless they look like a year. Before that goes, whatever its words are:

- every name, id, place and date of this very file, from any element at any depth, in other case, with other or no
  separators, without leading zeros, without accents, and with the components of names in any order;
- dates, times, numbers to call, e-mail and network addresses, paths, UIDs, street addresses, ages over 89;
- what follows a title (Dr., Prof., Mrs, Frau, St.) or a label (Patient:, MRN:, read by).

Text of a device's own software (its model, versions, kernels: the technical texts) is kept as it is, unless one of these
is found in it; then it is treated as free text. The date in a version is that of a build, and stays. A known word of an
institution's name goes where it stands beside one that is not known: "Good" of "Good Hope". A coded string stays if its
words are known, or parts of the body in one word, as in HEADNECK.
"""
OTHERS: Final = """
- Preamble, file meta information, group lengths, curves (50xx), overlays (60xx), icons, encrypted and digitally
  signed attributes: not copied; file meta information is written anew.
- Ages over 89 years are written as 90.
- A value that is not what its VR allows is emptied, whatever the profile.
- A binary value in which an identifier of this file is found is removed.
- An attribute whose VR is another than PS3.6 promises is removed, unless both are of one family (numbers, texts, dates).
- A binary segmentation is stored with eight bits a pixel, and so says that it is fractional, with a maximum of 1.
- The result says what was done: (0012,0062), (0012,0063), (0012,0064), (0028,0301), (0028,0303).
"""
FACES: Final = """
The hub removes no faces. Whatever the profile, it holds back until a person has looked:

- photographs (VL photographic, dermoscopic and endoscopic images; modalities XC, DMS, ES; and coloured secondary captures
  and ophthalmic photographs (OP) that are textured as only a photograph is), unless the header names a part of the body
  away from the head, or a camera that looks into the eye, and no face is found in the picture;
- any other secondary capture or ophthalmic photograph in which a face is found.

Screens, charts, ultrasound and slices in false colours are no photographs.
"""
OBJECTS: Final = """
Reports, key object selections, presentation states, plans, structure sets, doses, registrations, waveforms, spectra and
measurements go through the same rules, item by item, and are written as plain DICOM files. Their references keep leading to
their images, since a UID is replaced by the same one everywhere. In the tree of a report every item stays: its kind and its
relation to others are kept as they are, a text is cleaned (or, without Clean Descriptors and Clean Structured Content, says
nothing), names are replaced, dates and UIDs treated as everywhere.

- An encapsulated document (PDF, CDA, a model of a body) cannot be searched with certainty: two zero bytes stand in its place,
  as action D of the table says; its title and its kind stay by their own rules.
- Speech, video, raw data, scans of surfaces, pixels of floating point and what belongs to no patient are refused.
"""
TIMES: Final = """
The option for modified dates asks that nobody be found again by dates and times, and that what lies hours or seconds apart
stays so. All dates of a patient move back by 1 to 1,825 whole days, which follow from the site's key; times of day stay, as
decay correction, perfusion and gated series need them to the second. Who knows at which second somebody was examined, and
has the file, could tell; the profile strict empties times, and a profile of one's own can do so attribute by attribute.
Occupation is cleaned like other descriptors, as the table says.

`medhub deid --project NAME` makes pseudonyms, UIDs and shifts out of the key and the project's name together: the same file
has nothing in common between two projects, and is the same within one. A hub has one key for all that is uploaded to it.
"""
KINDS_OF_VALUES: Final = (
    ("Age string", "AS"), ("Coded string", "CS"), ("Date", "DA"), ("Date and time", "DT"), ("Time", "TM"), ("Name", "PN"),
    ("Number", "DS"), ("Sequence", "SQ"), ("Text", "LO"), ("Bulk, unknown", "UN"), ("UID", "UI"), ("URI", "UR"),
)  # fmt: skip


def page() -> str:
    """Return the page in Markdown."""
    return "\n".join(
        [
            "# De-identification",
            "",
            "Printed by `medhub deid --explain`; a test compares.",
            "",
            f"PS3.15 Annex E, edition {EDITION}: {len(rows())} rows, each with its option columns.",
            "",
            *_profiles(),
            "## Attributes of Table E.1-1",
            "",
            *_attributes(),
            "## Attributes that the table does not name",
            "",
            *_by_vr(),
            "## Free text",
            FREE_TEXT.rstrip(),
            "",
            *_listed("Technical texts", TECHNICAL_TEXT),
            *_listed("Coding schemes whose codes stay as they are", STANDARD_SCHEMES),
            "A code of another scheme stays if its words are known and its digits few; else it gets a keyed value, the same",
            "for the same code. Without Clean Descriptors it gets one in any case, and its meaning says nothing.",
            "",
            "## Everything else",
            OTHERS.rstrip(),
            "",
            "## Objects without pixels",
            OBJECTS.rstrip(),
            "",
            "## Dates, times and projects",
            TIMES.rstrip(),
            "",
            "## Text in pixels",
            "",
            f"`{TextPolicy.ALL_TEXT}` (default): every line of text is blanked but a marker alone in its box:",
            f"{', '.join(sorted(MARKERS))}.",
            f"`{TextPolicy.PHI_ONLY}`: only lines that identify somebody.",
            "",
            "## Faces",
            FACES.rstrip(),
            "",
            "## Safe private attributes",
            "",
            "PS3.15 Table E.3.10-1 without bulk values: kept by creator, element and VR, with the element that reserves",
            "their block; text among them is free text.",
            "",
            *_private(),
        ]
    )


def _profiles() -> Iterable[str]:
    yield "## Profiles"
    yield ""
    for profile in BUILT_IN.values():
        yield f"### {profile.name}, version {profile.version}"
        yield ""
        yield "The Basic Profile (113100) and Clean Pixel Data (113101), with"
        yield ""
        yield from [f"- {_title(option)} ({option})" for option in Option if option in profile.options] or [
            "- no option"
        ]
        yield ""
    yield "### Options to make others of"
    yield ""
    yield from (f"- {_title(option)} ({option}): {meaning}." for option, meaning in OPTIONS.items())
    yield ""


def _title(option: Option) -> str:
    return option.name.replace("_", " ").capitalize()


def _attributes() -> Iterable[str]:
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for tag, row in by_tag().items():
        if tag in DicomDictionary:
            groups[tuple(_done(profile, tag) for profile in BUILT_IN.values())].append(row.keyword)
    for done, keywords in sorted(groups.items()):
        yield "; ".join(f"**{name}**: {words}" for name, words in zip(BUILT_IN, done, strict=True))
        yield ""
        yield f"{', '.join(sorted(keywords))}."
        yield ""


def _done(profile: Profile, tag: int) -> str:
    return WORDS[rules_of(profile).rule(tag, DICTIONARY_VRS[tag]).handling]


def _by_vr() -> Iterable[str]:
    yield f"| Value | VR | {' | '.join(BUILT_IN)} |"
    yield f"|---|---|{'---|' * len(BUILT_IN)}"
    for name, vr in KINDS_OF_VALUES:
        done = (WORDS[rules_of(profile).unnamed("", vr)] for profile in BUILT_IN.values())
        yield f"| {name} | {vr} | {' | '.join(done)} |"
    yield ""
    yield "What PS3.6 does not name is removed, and so is every private attribute that is not in the list below."
    yield ""


def _listed(title: str, words: Iterable[str]) -> Iterable[str]:
    yield f"{title}: {', '.join(sorted(words))}."
    yield ""


def _private() -> Iterable[str]:
    yield "| Creator | Group | VR | Elements |"
    yield "|---|---|---|---|"
    for line in private.TABLE.strip().splitlines():
        yield f"| {' | '.join(part.strip() for part in line.split('|'))} |"
    yield ""
