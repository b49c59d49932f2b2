"""Whether an image may show a face, for profiles that ask for Clean Recognizable Visual Features (PS3.15 section E.3.2).

The hub removes no faces: a volume of the head shows one when it is rendered. It tells which images have to be looked at.
"""

import re
from typing import Final

from pydicom.dataset import Dataset

from app.imaging.elements import raw_text

VOLUMES: Final = frozenset({"CT", "MR", "PT"})
PHOTOGRAPHS: Final = frozenset({"XC", "GM", "DMS", "ES"})
# Where a volume is of something else; without a word on it, it may be of the head.
ELSEWHERE: Final = re.compile(
    r"abdom|ankle|arm|breast|calf|chest|colon|elbow|femur|finger|foot|hand|heart|hip|kidney|knee|leg|liver|lspine|lumbar|lung|pancrea"
    r"|pelvi|prostat|shoulder|thigh|thora|thumb|toe|tspine|uter|wrist"
)
HEAD: Final = re.compile(
    r"brain|cranio|crani|ear|eye|face|facial|head|jaw|kopf|neck|neuro|nose|orbit|schadel|sinus|skull|whole|zygom"
)


def may_show_a_face(dataset: Dataset) -> bool:
    """Tell whether an image is a photograph, or of a volume that may hold a head."""
    modality = raw_text(dataset, "Modality").strip("\0 ").upper()
    if modality in PHOTOGRAPHS:
        return True
    keywords = ("BodyPartExamined", "StudyDescription", "SeriesDescription", "ProtocolName")
    said = " ".join(raw_text(dataset, keyword) for keyword in keywords).lower()
    return modality in VOLUMES and (HEAD.search(said) is not None or ELSEWHERE.search(said) is None)
