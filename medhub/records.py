"""Lists of records that are read page by page when they are needed, as dictionaries, as a data frame, as arrays."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from pydicom import dcmread
from pydicom.pixels.processing import apply_modality_lut

from medhub.session import Session

if TYPE_CHECKING:
    import pandas as pd

PAGE: Final = 100  # what the API gives at most
Array = np.ndarray[Any, np.dtype[Any]]
FIELDS: Final = "fields { name value }"
SELECTED: Final = {
    "patients": f"id label age gender imageCount modalities createdAt {FIELDS}",
    "studies": f"id label date description modalities imageCount studyInstanceUid patient {{ id }} {FIELDS}",
    "seriesList": "id label number modality description bodyPart laterality viewPosition seriesInstanceUid imageCount "
    f"study {{ id patient {{ id }} }} {FIELDS}",
    "images": "id number sopInstanceUid sopClassUid rows columns frames bitsStored photometricInterpretation pixelSpacing "
    f"fileSize sha256 series {{ id study {{ id patient {{ id }} }} }} {FIELDS}",
}
FILTERS: Final = {
    "patients": "PatientFilter",
    "studies": "StudyFilter",
    "seriesList": "SeriesFilter",
    "images": "ImageFilter",
}


class Records:
    """Patients, studies or series for which a filter holds; iterate for dictionaries, `to_pandas` for a data frame.

    Dynamic fields are keys `fields.NAME`; ids of what is above are `study_id`, `patient_id`.
    """

    def __init__(self, session: Session, name: str, filter_: dict[str, Any], search: str | None = None) -> None:
        self._session, self._name = session, name
        self._variables = {"filter": filter_ or None, **({"search": search} if name != "images" else {})}

    def __len__(self) -> int:
        """Return how many there are; one request."""
        return int(self._ask("totalCount", first=1)["totalCount"])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield each record, page by page."""
        after = None
        while True:
            page = self._ask(
                f"nodes {{ {SELECTED[self._name]} }} pageInfo {{ hasNextPage endCursor }}", first=PAGE, after=after
            )
            yield from (flat(node) for node in page["nodes"])
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]

    def to_pandas(self) -> "pd.DataFrame":
        """Return a data frame, one row a record; needs pandas (`pip install medhub[pandas]`)."""
        import pandas as pd

        return pd.DataFrame(list(self))

    def _ask(self, selected: str, **page: Any) -> dict[str, Any]:
        search, argument = ("", "") if self._name == "images" else (", $search: String", ", search: $search")
        text = (
            f"query($filter: {FILTERS[self._name]}, $first: Int, $after: String{search}) {{ {self._name}"
            f"(filter: $filter, first: $first, after: $after{argument}) {{ {selected} }} }}"
        )
        found: dict[str, Any] = self._session.ask(text, {**self._variables, **page})[self._name]
        return found


def flat(node: dict[str, Any]) -> dict[str, Any]:
    """Return a record with its fields and the ids of what is above it as keys of their own; names in snake case."""
    row: dict[str, Any] = {}
    for name, value in node.items():
        if name == "fields":
            row |= {f"fields.{field['name']}": field["value"] for field in value}
        elif isinstance(value, dict):
            row |= _above(name, value)
        else:
            row["".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)] = value
    return row


def _above(name: str, value: dict[str, Any]) -> dict[str, Any]:
    found = {f"{name}_id": value["id"]}
    for inner, node in value.items():
        if isinstance(node, dict):
            found |= _above(inner, node)
    return found


@dataclass(frozen=True, slots=True)
class ImageArray:
    """One image: its pixels and how far apart they are.

    `pixels` are `(rows, columns)`, with frames before and samples behind where there are several; float64 in modality units
    (for CT: Hounsfield units) unless stored values were asked for. `spacing_mm` is between rows and between columns.
    """

    id: str
    patient_id: str
    study_id: str
    series_id: str
    pixels: Array
    spacing_mm: tuple[float, float] | None
    record: dict[str, Any]


class Images(Records):
    """Images for which a filter holds; `arrays` decodes them."""

    def arrays(self, *, stored: bool = False) -> Iterator[ImageArray]:
        """Yield each image that has pixels, decoded; with `stored` as it is stored, else in modality units."""
        for record in self:
            if not record["frames"]:
                continue
            dataset = dcmread(BytesIO(self._session.read(f"/files/images/{record['id']}")))
            pixels: Array = dataset.pixel_array
            if not stored and dataset.SamplesPerPixel == 1:
                pixels = np.asarray(apply_modality_lut(pixels, dataset), np.float64)
            spacing = record["pixel_spacing"]
            yield ImageArray(
                record["id"], record["patient_id"], record["study_id"], record["series_id"], pixels,
                (float(spacing[0]), float(spacing[1])) if spacing else None, record,
            )  # fmt: skip
