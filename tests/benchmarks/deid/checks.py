"""What a check is, and where in a data set it looks: plain values that go to JSON and back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from pydicom.datadict import dictionary_keyword
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

ACTIONS: Final = (
    "tag_retained", "text_notnull", "text_retained", "text_removed", "date_shifted", "uid_changed", "uid_consistent",
    "patid_consistent", "pixels_hidden", "pixels_retained",
)  # fmt: skip
# A step is a tag ("00100010"), an item's index, or a private element by its creator ("0019:SIEMENS MR HEADER:0C").
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that has to be true of an output file.

    `tokens`: of text_removed what may not be left, of text_retained what must be there; of the others the source's
    value. An empty path is the whole file. `place` says where and how it was planted, for the list of failures.
    """

    action: str
    category: str
    path: Path
    tokens: tuple[str, ...] = ()
    place: str = ""
    required: bool = False


@dataclass(slots=True)
class Word:
    """A word drawn into the pixels: where its ink is, in the frames from `first_frame` to `last_frame`."""

    text: str
    category: str
    box: tuple[int, int, int, int]  # x0, y0, x1, y1
    is_phi: bool
    style: str
    first_frame: int
    last_frame: int
    size: int = 0  # of the font


@dataclass(slots=True)
class Key:
    """The answers for one planted file."""

    name: str
    source: str
    is_image: bool
    patient: str
    script: str
    checks: list[Check] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    canaries: list[str] = field(default_factory=list)
    is_object: bool = False  # a report, a plan, a waveform: whole, and without pixels but for those of a dose
    pixels: str = ""  # "same": nothing drawn, must come out as it went in; "drawn"; "" for not scored

    def to_json(self) -> dict[str, Any]:
        """Return the key as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Key":
        """Return what `to_json` was given."""
        checks = [
            Check(**{**one, "path": tuple(one["path"]), "tokens": tuple(one["tokens"])}) for one in values["checks"]
        ]
        words = [Word(**{**one, "box": tuple(one["box"])}) for one in values["words"]]
        return cls(**{**values, "checks": checks, "words": words})


def find(dataset: Dataset, path: Path) -> DataElement | Dataset | None:
    """Return the element (or item) at a path, None where there is none or where it cannot be read."""
    here: Any = dataset
    for step in path:
        try:
            if isinstance(step, int):
                here = here.value[step]
            elif ":" in step:
                group, creator, number = step.split(":")
                here = here.private_block(int(group, 16), creator)[int(number, 16)]
            else:
                here = here[int(step, 16)]
        except (KeyError, IndexError, TypeError, AttributeError, ValueError, NotImplementedError):
            return None
    return here  # type: ignore[no-any-return]


def name_of(path: Iterable[str | int]) -> str:
    """Return a path for people: keywords where there are some."""
    parts = []
    for step in path:
        if isinstance(step, int):
            continue
        try:
            parts.append(step if ":" in step else dictionary_keyword(int(step, 16)))
        except KeyError:
            parts.append(f"({step[:4]},{step[4:]})")
    return ".".join(parts) or "whole file"
