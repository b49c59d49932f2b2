"""Profiles that a site makes of the standard's options and a few actions of its own, checked before they are kept."""

import re
from collections.abc import Sequence
from typing import Final

from pydicom.datadict import dictionary_has_tag, dictionary_VR, keyword_dict, tag_for_keyword

from app.errors import Invalid
from app.imaging.deidentify.identifiers import ID_TAGS
from app.imaging.deidentify.policy import TextPolicy
from app.imaging.deidentify.profile import BUILT_IN, OWN, Profile
from app.imaging.deidentify.table import Option

NAME: Final = re.compile(r"[a-z][a-z0-9-]{1,39}")
TAG: Final = re.compile(r"\(?([0-9A-Fa-f]{4}),? ?([0-9A-Fa-f]{4})\)?")
ACTIONS: Final = ("X", "Z", "D", "K", "C", "U")
LONGEST_MARKER: Final = 16
MOST_MARKERS, MOST_ACTIONS, MOST_EXTRACTED = 100, 500, 500
# VRs whose values name people or are for them to fill in freely: what keeps them whole keeps a name one day.
NEVER_KEPT: Final = frozenset({"PN", "LT", "ST", "UT"})


def custom_profile(
    name: str,
    version: int,
    *,
    options: frozenset[Option],
    text_policy: TextPolicy,
    allowed_text: Sequence[str],
    tag_actions: Sequence[tuple[str, str]],
    extract: Sequence[str] | None,
) -> Profile:
    """Return a profile; `tag_actions` are (keyword or tag, action of PS3.15 section E.2: X, Z, D, K, C or U).

    Raises Invalid, its path naming the input, for what cannot be or would let a patient's name or id through.
    """
    _check_name(name)
    if {Option.RETAIN_FULL_DATES, Option.RETAIN_MODIFIED_DATES} <= options:
        raise Invalid("Dates are kept either in full or modified. Choose one of the two.", ("options",))
    return Profile(
        name,
        version,
        options,
        text_policy,
        frozenset(_markers(allowed_text)),
        tuple(sorted(_actions(tag_actions).items())),
        None if extract is None else tuple(_keywords(extract)),
    )


def tag_of(text: str) -> int:
    """Return the tag of a keyword or of a text such as (0010,0010); raises Invalid when PS3.6 has none such."""
    tag = tag_for_keyword(text) if text in keyword_dict else None
    match = TAG.fullmatch(text)
    if tag is None and match:
        tag = int(match[1] + match[2], 16)
    if tag is None or not dictionary_has_tag(tag):
        raise Invalid(f"“{text[:64]}” is no attribute of the DICOM standard. Give a keyword such as PatientWeight.")
    return tag


def _check_name(name: str) -> None:
    if name in BUILT_IN:
        raise Invalid(f"“{name}” comes with the hub and stays as it is. Choose another name.", ("name",))
    if not NAME.fullmatch(name):
        raise Invalid("A name has 2 to 40 lower-case letters, digits and hyphens, a letter first.", ("name",))


def _markers(texts: Sequence[str]) -> list[str]:
    if len(texts) > MOST_MARKERS:
        raise Invalid(f"At most {MOST_MARKERS} markers can be allowed.", ("allowedText",))
    for number, text in enumerate(texts):
        if not 0 < len(text.strip()) <= LONGEST_MARKER:
            raise Invalid(f"A marker has 1 to {LONGEST_MARKER} characters.", ("allowedText", str(number)))
    return [text.strip().upper() for text in texts]


def _actions(given: Sequence[tuple[str, str]]) -> dict[int, str]:
    if len(given) > MOST_ACTIONS:
        raise Invalid(f"At most {MOST_ACTIONS} attributes can have an action of their own.", ("tagActions",))
    actions: dict[int, str] = {}
    for number, (text, action) in enumerate(given):
        try:
            tag = tag_of(text)
            _check_action(tag, action)
        except Invalid as error:
            raise Invalid(error.message, ("tagActions", str(number))) from None
        if tag in actions:
            raise Invalid(f"“{text}” is there twice.", ("tagActions", str(number)))
        actions[tag] = action
    return actions


def _check_action(tag: int, action: str) -> None:
    vr = dictionary_VR(tag)
    if action not in ACTIONS:
        raise Invalid(f"An action is one of {', '.join(ACTIONS)} (PS3.15 section E.2).")
    if tag in OWN:
        raise Invalid("The hub decides about this attribute itself: it names the patient or says what was done.")
    if (action == "U") != (vr == "UI") and action in ("U", "C", "D"):
        raise Invalid("U is for UIDs, and UIDs take U, K, X or Z.")
    if action == "K" and (vr in NEVER_KEPT or tag in ID_TAGS):
        raise Invalid("This attribute names or describes a person, so it cannot be kept as it is. Use C to clean it.")


def _keywords(given: Sequence[str]) -> list[str]:
    if len(given) > MOST_EXTRACTED:
        raise Invalid(f"At most {MOST_EXTRACTED} attributes can be extracted.", ("extract",))
    for number, keyword in enumerate(given):
        if keyword not in keyword_dict:
            raise Invalid(f"“{keyword[:64]}” is no keyword of the DICOM standard.", ("extract", str(number)))
    return sorted(set(given))
