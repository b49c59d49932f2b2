"""What a sender calls an instance, told back to the sender alone."""

from dataclasses import dataclass
from io import BytesIO

from pydicom import dcmread
from pydicom.tag import Tag

HEAD_BYTES = 64 * 1024  # the UIDs of an object stand near its beginning (PS3.6: groups 0008 and 0020)
WANTED = (Tag(0x00080016), Tag(0x00080018), Tag(0x0020000D))


@dataclass(frozen=True, slots=True)
class InstanceName:
    """SOP Class UID, SOP Instance UID and Study Instance UID as the sender has them; empty where they cannot be read."""

    sop_class_uid: str = ""
    sop_instance_uid: str = ""
    study_instance_uid: str = ""


def names_of(heads: list[bytes]) -> list[InstanceName]:
    """Return what the beginnings of files call them; nothing that a file holds makes this raise."""
    return [_name_of(head) for head in heads]


def _name_of(head: bytes) -> InstanceName:
    try:
        dataset = dcmread(BytesIO(head), stop_before_pixels=True, specific_tags=list(WANTED))
        values = [str(dataset[tag].value or "") if tag in dataset else "" for tag in WANTED]
    except Exception:  # noqa: BLE001  # hostile bytes, or a header that is cut: the ingest says what is wrong with them
        return InstanceName()
    return InstanceName(*(value if _is_uid(value) else "" for value in values))


def _is_uid(value: str) -> bool:
    return 0 < len(value) <= 64 and all(part.isdigit() for part in value.split("."))  # PS3.5 section 9.1
