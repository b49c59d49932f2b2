"""What lies outside the scan of an ultrasound image, by its own regions (PS3.3 C.8.5.5)."""

from typing import Final

from pydicom.dataset import Dataset

from app.imaging.frames import PixelLayout
from app.imaging.geometry import Box, Region, outside_of

# Ultrasound regions that cover less than this are measurements, not the scan.
SCAN_SHARE_LIMIT: Final = 0.05


def scan_regions(dataset: Dataset, layout: PixelLayout) -> tuple[Region, ...]:
    """Return what lies outside the ultrasound regions of a file, nothing where they cannot be trusted (C.8.5.5).

    Regions of data type 0 ("none") frame side panels; a region outside the image makes all of them doubtful.
    """
    items = dataset.get("SequenceOfUltrasoundRegions") or []
    if dataset.get("Modality") not in {"US", "IVUS"} or not items:
        return ()
    boxes = [_scan_box(item) for item in items if item.get("RegionDataType") != 0]
    inside = [box for box in boxes if box is not None and box.within(layout.rows, layout.columns) == box and box.area]
    if not inside or len(inside) < len(boxes):
        return ()
    if sum(box.area for box in inside) < SCAN_SHARE_LIMIT * layout.rows * layout.columns:
        return ()
    outside = outside_of(inside, layout.rows, layout.columns)
    return tuple(Region.of(box, "OUTSIDE_SCAN") for box in outside)


def _scan_box(item: Dataset) -> Box | None:
    try:
        return Box(
            int(item.RegionLocationMinX0),
            int(item.RegionLocationMinY0),
            int(item.RegionLocationMaxX1) + 1,
            int(item.RegionLocationMaxY1) + 1,
        )
    except (AttributeError, TypeError, ValueError):
        return None
