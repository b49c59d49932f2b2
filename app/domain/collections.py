"""What a collection is made of: kinds, access, set operations, differences and the digest of a version. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the members are."""

    PATIENT = "PATIENT"
    IMAGE = "IMAGE"


class Access(StrEnum):
    """Who may read what was published."""

    EVERYBODY = "EVERYBODY"
    NAMED = "NAMED"


class SetOperation(StrEnum):
    """How other ids change the members."""

    UNION = "UNION"
    INTERSECTION = "INTERSECTION"
    DIFFERENCE = "DIFFERENCE"


def combined(members: Iterable[str], operation: SetOperation, others: Iterable[str]) -> list[str]:
    """Return the members after the operation, sorted, each once."""
    kept, given = set(members), set(others)
    match operation:
        case SetOperation.UNION:
            return sorted(kept | given)
        case SetOperation.INTERSECTION:
            return sorted(kept & given)
        case SetOperation.DIFFERENCE:
            return sorted(kept - given)


def digest_of(patients: Iterable[str], images: Iterable[tuple[str, str]]) -> str:
    """Return the SHA-256 of a frozen list: a line for each patient, then `image sha256` for each image, both sorted."""
    lines = [*sorted(patients), *(f"{image} {sha256}" for image, sha256 in sorted(images))]
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Difference:
    """What came and went from one version to the next; `changed` are images whose files are others."""

    added_patients: tuple[str, ...]
    removed_patients: tuple[str, ...]
    added_images: tuple[str, ...]
    removed_images: tuple[str, ...]
    changed_images: tuple[str, ...]


def difference(
    before: tuple[Iterable[str], Mapping[str, str]], after: tuple[Iterable[str], Mapping[str, str]]
) -> Difference:
    """Return what is different; each side is its patients, and the digest of each of its images."""
    old, new = set(before[0]), set(after[0])
    images_before, images_after = before[1], after[1]
    changed = (each for each in images_before.keys() & images_after.keys() if images_before[each] != images_after[each])
    return Difference(
        tuple(sorted(new - old)), tuple(sorted(old - new)), tuple(sorted(images_after.keys() - images_before.keys())),
        tuple(sorted(images_before.keys() - images_after.keys())), tuple(sorted(changed)),
    )  # fmt: skip
