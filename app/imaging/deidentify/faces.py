"""Whether an image may show a face (PS3.15 section E.3.2, Clean Recognizable Visual Features).

The hub removes no faces; it holds an image back until a person has looked. `may_show_a_face` is for profiles that ask
for it, and includes volumes, which show a face when they are rendered; `is_open_to_view` tells of photographs alone,
whatever the profile, because anybody recognises a face in those.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from app.imaging.codecs import Array
from app.imaging.deidentify.stacks import other_frames, picture
from app.imaging.deidentify.views import Look, prepared
from app.imaging.elements import raw_text
from app.imaging.frames import declared_layout

VOLUMES: Final = frozenset({"CT", "MR", "PT"})
PHOTOGRAPHS: Final = frozenset({"XC", "DMS", "ES"})
PHOTOGRAPH_CLASSES: Final = frozenset(
    {
        uid.VLEndoscopicImageStorage,
        uid.VideoEndoscopicImageStorage,
        uid.VLPhotographicImageStorage,
        uid.VideoPhotographicImageStorage,
        uid.DermoscopicPhotographyImageStorage,
    }
)
# What no camera makes: a picture of such a device is no photograph, though a photograph may have been filed under it.
DEVICES: Final = frozenset(
    "BI CR CT DX IO IVOCT IVUS MG MR NM OCT OPM OPT PT PX RF RTDOSE RTIMAGE SEG SM GM US XA".split()  # noqa: SIM905
)
SECONDARY_CAPTURES: Final = frozenset(
    {
        uid.SecondaryCaptureImageStorage,
        uid.MultiFrameGrayscaleByteSecondaryCaptureImageStorage,
        uid.MultiFrameTrueColorSecondaryCaptureImageStorage,
    }
)
# Where an image is of something else; without a word on it, it may be of the head.
ELSEWHERE: Final = re.compile(
    r"abdom|ankle|arm|bladder|bowel|breast|bronch|calf|cervix|chest|colon|duoden|elbow|femur|finger|foot|hand|heart|hip|intestin"
    r"|kidney|knee|leg|liver|lspine|lumbar|lung|oesoph|esoph|pancrea|pelvi|prostat|rectum|shoulder|stomach|thigh|thora|thumb|toe"
    r"|trachea|tspine|uter|wrist"
)
HEAD: Final = re.compile(
    r"brain|cranio|crani|ear|eye|face|facial|head|jaw|kopf|neck|neuro|nose|orbit|schadel|sinus|skull|whole|zygom"
)
# What looks into an eye, by the meaning of its code (PS3.16 CID 4202), and what is said where it looked at one from outside.
INTO_THE_EYE: Final = re.compile(r"fundus|ophthalmoscop")
AT_THE_EYE: Final = re.compile(r"adnex|anterior|extern|fac[ei]|lash|lid|portrait")
# A photograph has colours nearly everywhere, and next to no two neighbours alike. Screens, charts and scans with a little
# colour are flat or grey: of those seen at most 0.09 of the pixels are both. Photographs of people have a third and more.
COLOUR_LEVELS: Final = 16
ALIKE_LEVELS: Final = 2
PHOTOGRAPH_SHARE: Final = 0.12
# A face is searched for in a picture of so many pixels, by so many detections that agree, down to an eighth of its height.
SEARCHED: Final = Look(200_000)
LEAST_FACE_PIXELS: Final = 24
AGREEING: Final = 5
LEAST_SHARE: Final = 8
DETECTORS: Final = ("haarcascade_frontalface_alt2.xml", "haarcascade_profileface.xml")


def may_show_a_face(dataset: Dataset) -> bool:
    """Tell whether an image is a photograph, or of a volume that may hold a head."""
    modality = _modality(dataset)
    return modality in PHOTOGRAPHS or (modality in VOLUMES and not _is_elsewhere(dataset))


def is_open_to_view(dataset: Dataset, pixels: Array) -> bool:
    """Tell whether an image is a photograph that may show a face, or any other camera's or screen's picture that does.

    `pixels` is what `decode` gave. A photograph is harmless only where the header says that it is of something else and
    no face is found in it.
    """
    modality, sop_class = _modality(dataset), dataset.get("SOPClassUID")
    is_by_camera = modality in PHOTOGRAPHS or sop_class in PHOTOGRAPH_CLASSES
    is_device = modality in DEVICES
    if not is_by_camera and sop_class not in SECONDARY_CAPTURES and is_device:
        return False
    layout = declared_layout(dataset)
    if min(layout.rows, layout.columns) < LEAST_FACE_PIXELS:
        return False
    shown = [picture(pixels[index], layout, dataset) for index in other_frames(pixels)]
    if is_by_camera or (not is_device and any(map(_is_photograph, shown))):
        return not _is_elsewhere(dataset) or any(map(has_face, shown))
    return any((not is_device or _is_photograph(each)) and has_face(each) for each in shown)


def _modality(dataset: Dataset) -> str:
    return raw_text(dataset, "Modality").strip("\0 ").upper()


def _is_elsewhere(dataset: Dataset) -> bool:
    keywords = ("BodyPartExamined", "StudyDescription", "SeriesDescription", "ProtocolName")
    said = " ".join(raw_text(dataset, keyword) for keyword in keywords).lower()
    if INTO_THE_EYE.search(_camera(dataset)):
        return AT_THE_EYE.search(said) is None
    return HEAD.search(said) is None and ELSEWHERE.search(said) is not None


def _camera(dataset: Dataset) -> str:
    """Return what an ophthalmic image says that it was made by (PS3.3 Ophthalmic Photography Acquisition Parameters), in small letters."""
    items = dataset.get("AcquisitionDeviceTypeCodeSequence")
    return " ".join(raw_text(item, "CodeMeaning") for item in items).lower() if isinstance(items, Sequence) else ""


def _is_photograph(shown: Array) -> bool:
    """Tell whether a picture is coloured as only the world is; a grey one is not."""
    if shown.ndim == 2:
        return False
    levels = shown.astype(np.int16)
    steps = np.abs(np.diff(levels, axis=1)).max(axis=-1) > ALIKE_LEVELS
    is_coloured = np.ptp(levels[:, 1:-1], axis=-1) >= COLOUR_LEVELS
    return bool((is_coloured & steps[:, 1:] & steps[:, :-1]).mean() > PHOTOGRAPH_SHARE)


def has_face(shown: Array) -> bool:
    """Tell whether a face is found in a picture, `(rows, columns[, 3])`, from before or aside, whichever way it is turned."""
    import cv2  # with the reader: see text.py

    levels = prepared(shown, SEARCHED, SEARCHED.scale(*shown.shape[:2]))
    grey = cv2.equalizeHist(cv2.cvtColor(levels, cv2.COLOR_RGB2GRAY))
    views = [np.rot90(grey, quarters) for quarters in range(4)]
    least = (max(min(grey.shape) // LEAST_SHARE, LEAST_FACE_PIXELS),) * 2
    return any(
        len(detector.detectMultiScale(np.ascontiguousarray(view), 1.1, AGREEING, minSize=least))
        for detector in _detectors()
        for upright in views
        for view in (upright, upright[:, ::-1])
    )


@cache
def _detectors() -> tuple[Any, ...]:
    import cv2

    folder = Path(cv2.__file__).parent / "data"
    return tuple(cv2.CascadeClassifier(str(folder / name)) for name in DETECTORS)
