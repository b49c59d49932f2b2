"""Keys that follow one another in a folder, each named by the second in which it was made."""

from dataclasses import dataclass
from pathlib import Path

from app.storage import keys


@dataclass(frozen=True, slots=True)
class DatedKeys:
    """The files `<prefix>-<second>.key` of a folder."""

    folder: Path
    prefix: str

    def files(self) -> list[Path]:
        """Return the files, the newest first."""
        found = self.folder.glob(f"{self.prefix}-*.key")
        return sorted((file for file in found if file.stem.rpartition("-")[2].isdigit()), key=made_at, reverse=True)

    def make(self, now: float) -> Path:
        """Return the file of a new key, which is the newest whatever the clock says."""
        newest = self.files()[:1]
        path = self.folder / f"{self.prefix}-{max([int(now), *(made_at(file) + 1 for file in newest)])}.key"
        keys.load_or_make(path)
        return path


def made_at(file: Path) -> int:
    """Return the second in which a key was made."""
    return int(file.stem.rpartition("-")[2])
