"""Profiles of a site's own: what can be said, and what is refused because it would let somebody be known."""

from typing import Any

import pytest

from app.errors import Invalid
from app.imaging.deidentify.custom import custom_profile, tag_of
from app.imaging.deidentify.policy import TextPolicy
from app.imaging.deidentify.profile import Profile
from app.imaging.deidentify.table import Option


def made(**changes: Any) -> Profile:
    values: dict[str, Any] = {
        "options": frozenset({Option.CLEAN_DESCRIPTORS}), "text_policy": TextPolicy.PHI_ONLY, "allowed_text": ["L"],
        "tag_actions": [], "extract": None,
    } | changes  # fmt: skip
    return custom_profile(values.pop("name", "liver-study"), 3, **values)


def test_a_profile_is_what_was_said_in_one_spelling() -> None:
    actions = [("(0008,103E)", "K"), ("PatientWeight", "X"), ("00081155", "U"), ("0008 0070", "Z")]
    profile = made(allowed_text=[" lcc ", "R"], tag_actions=actions, extract=["Modality", "KVP", "Modality"])
    assert (profile.name, profile.version, profile.text_policy) == ("liver-study", 3, TextPolicy.PHI_ONLY)
    assert profile.options == {Option.CLEAN_DESCRIPTORS}
    assert profile.allowed_text == {"LCC", "R"}
    assert profile.tag_actions == ((0x00080070, "Z"), (0x0008103E, "K"), (0x00081155, "U"), (0x00101030, "X"))
    assert profile.extract == ("KVP", "Modality")
    assert made().extract is None


REFUSED: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "a name of the hub's": ({"name": "research"}, ("name",)),
    "a name with capitals": ({"name": "Liver"}, ("name",)),
    "both kinds of dates": (
        {"options": frozenset({Option.RETAIN_FULL_DATES, Option.RETAIN_MODIFIED_DATES})}, ("options",),
    ),
    "too many markers": ({"allowed_text": ["L"] * 101}, ("allowedText",)),
    "an empty marker": ({"allowed_text": ["L", " "]}, ("allowedText", "1")),
    "a long marker": ({"allowed_text": ["x" * 17]}, ("allowedText", "0")),
    "too many actions": ({"tag_actions": [("KVP", "X")] * 501}, ("tagActions",)),
    "the same attribute twice": ({"tag_actions": [("KVP", "X"), ("(0018,0060)", "Z")]}, ("tagActions", "1")),
    "no attribute": ({"tag_actions": [("Nothing", "X")]}, ("tagActions", "0")),
    "a tag that PS3.6 does not have": ({"tag_actions": [("(0009,0001)", "X")]}, ("tagActions", "0")),
    "no action": ({"tag_actions": [("KVP", "Q")]}, ("tagActions", "0")),
    "the patient's name": ({"tag_actions": [("PatientName", "X")]}, ("tagActions", "0")),
    "a new UID for a text": ({"tag_actions": [("StudyDescription", "U")]}, ("tagActions", "0")),
    "a dummy for a UID": ({"tag_actions": [("ReferencedSOPInstanceUID", "D")]}, ("tagActions", "0")),
    "an accession number kept": ({"tag_actions": [("AccessionNumber", "K")]}, ("tagActions", "0")),
    "a physician's name kept": ({"tag_actions": [("ReferringPhysicianName", "K")]}, ("tagActions", "0")),
    "comments kept": ({"tag_actions": [("ImageComments", "K")]}, ("tagActions", "0")),
    "too many keywords": ({"extract": ["KVP"] * 501}, ("extract",)),
    "no keyword": ({"extract": ["KVP", "Nothing"]}, ("extract", "1")),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_where_it_was_said(case: str) -> None:
    changes, path = REFUSED[case]
    with pytest.raises(Invalid) as refused:
        made(**changes)
    assert refused.value.path == path


def test_an_attribute_is_named_by_keyword_or_tag() -> None:
    assert {tag_of(text) for text in ("KVP", "(0018,0060)", "0018,0060", "00180060")} == {0x00180060}
