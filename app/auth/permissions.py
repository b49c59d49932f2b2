"""Roles and what they grant."""

from enum import StrEnum
from typing import Self


class DescribedEnum(StrEnum):
    """An enumeration whose members say what they mean."""

    description: str

    def __new__(cls, value: str, description: str = "") -> Self:
        """Return the member, with its description beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member


class Role(DescribedEnum):
    """The four roles of the hub."""

    ADMINISTRATOR = "ADMINISTRATOR", "May do everything."
    DOCTOR = "DOCTOR", "Adds patients, uploads and views images, exports, applies models."
    RESEARCHER = "RESEARCHER", "Views and exports data, trains and applies models."
    VIEWER = "VIEWER", "Views patients and images."


class Permission(DescribedEnum):
    """What a role can grant."""

    PATIENT_READ = "PATIENT_READ", "See patients, studies and their fields."
    PATIENT_WRITE = "PATIENT_WRITE", "Create and edit patients, studies, series and their fields."
    PATIENT_DELETE = "PATIENT_DELETE", "Delete patients, studies and series: what one made oneself, administrators all."
    IMAGE_READ = "IMAGE_READ", "See series and images."
    IMAGE_UPLOAD = "IMAGE_UPLOAD", "Upload images."
    IMAGE_DELETE = "IMAGE_DELETE", "Delete images: what one uploaded oneself, administrators all."
    ANNOTATION_WRITE = "ANNOTATION_WRITE", "Annotate images."
    STATISTICS_READ = "STATISTICS_READ", "See statistics."
    DATA_EXPORT = "DATA_EXPORT", "Export data."
    COLLECTION_WRITE = "COLLECTION_WRITE", "Make and publish collections."
    MODEL_RUN = "MODEL_RUN", "Apply models."
    MODEL_MANAGE = "MODEL_MANAGE", "Register and train models."
    SHARE = "SHARE", "Share by link."
    DOCUMENT_PERSIST = "DOCUMENT_PERSIST", "Register persisted operations."
    DICTIONARY_WRITE = "DICTIONARY_WRITE", "Change the dictionary of fields."
    PROFILE_WRITE = "PROFILE_WRITE", "Change de-identification profiles and review images."
    USER_MANAGE = "USER_MANAGE", "Manage accounts and permissions."
    AUDIT_READ = "AUDIT_READ", "Read the audit trail."
    PRIVACY_MANAGE = "PRIVACY_MANAGE", "Erase patients, hide those who opted out, hand over what there is of them."
    SYSTEM_MANAGE = "SYSTEM_MANAGE", "Backups and the state of the system."


_VIEWER = {Permission.PATIENT_READ, Permission.IMAGE_READ, Permission.STATISTICS_READ}
_RESEARCHER = _VIEWER | {
    Permission.ANNOTATION_WRITE,
    Permission.DATA_EXPORT,
    Permission.COLLECTION_WRITE,
    Permission.MODEL_RUN,
    Permission.MODEL_MANAGE,
    Permission.DOCUMENT_PERSIST,
}
_DOCTOR = _VIEWER | {
    Permission.PATIENT_WRITE,
    Permission.PATIENT_DELETE,
    Permission.IMAGE_UPLOAD,
    Permission.IMAGE_DELETE,
    Permission.ANNOTATION_WRITE,
    Permission.DATA_EXPORT,
    Permission.COLLECTION_WRITE,
    Permission.MODEL_RUN,
    Permission.SHARE,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.DOCTOR: frozenset(_DOCTOR),
    Role.RESEARCHER: frozenset(_RESEARCHER),
    Role.VIEWER: frozenset(_VIEWER),
}
