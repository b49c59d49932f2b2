"""Roles and what they grant."""

from enum import StrEnum


class Role(StrEnum):
    """The four roles of the hub."""

    ADMINISTRATOR = "ADMINISTRATOR"
    DOCTOR = "DOCTOR"
    RESEARCHER = "RESEARCHER"
    VIEWER = "VIEWER"


class Permission(StrEnum):
    """What a role can grant."""

    PATIENT_READ = "PATIENT_READ"
    PATIENT_WRITE = "PATIENT_WRITE"
    PATIENT_DELETE = "PATIENT_DELETE"
    IMAGE_READ = "IMAGE_READ"
    IMAGE_UPLOAD = "IMAGE_UPLOAD"
    IMAGE_DELETE = "IMAGE_DELETE"
    ANNOTATION_WRITE = "ANNOTATION_WRITE"
    STATISTICS_READ = "STATISTICS_READ"
    DATA_EXPORT = "DATA_EXPORT"
    COLLECTION_WRITE = "COLLECTION_WRITE"
    MODEL_RUN = "MODEL_RUN"
    MODEL_MANAGE = "MODEL_MANAGE"
    SHARE = "SHARE"
    DOCUMENT_PERSIST = "DOCUMENT_PERSIST"
    DICTIONARY_WRITE = "DICTIONARY_WRITE"
    PROFILE_WRITE = "PROFILE_WRITE"
    USER_MANAGE = "USER_MANAGE"
    AUDIT_READ = "AUDIT_READ"
    SYSTEM_MANAGE = "SYSTEM_MANAGE"


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
