"""What de-identification did to many images together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.documents.images import ImageDetails
from app.documents.jobs import JobFile

IMAGES_AT_ONCE = 500


@dataclass(slots=True)
class Summary:
    """Counts of images by stored action, by reason of a region and by doubt; of regions by reason."""

    images: int = 0
    actions: Counter[str] = field(default_factory=Counter)
    images_by_reason: Counter[str] = field(default_factory=Counter)
    regions: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)


async def summary_of_job(job_id: str) -> Summary:
    """Return what was done to the images that a job brought; those that were deleted since do not count."""
    summary = Summary()
    rows = JobFile.get_pymongo_collection().find(
        {"job_id": job_id, "status": {"$in": ["ACCEPTED", "QUARANTINED"]}}, {"stored_image_id": 1}
    )
    ids: list[str] = []
    async for row in rows:
        ids.append(row["stored_image_id"])
        if len(ids) == IMAGES_AT_ONCE:
            await _add(summary, ids)
            ids = []
    await _add(summary, ids)
    return summary


async def _add(summary: Summary, ids: Sequence[str]) -> None:
    wanted = {"deidentification.actions": 1, "deidentification.regions.reason": 1, "deidentification.doubt": 1}
    async for raw in ImageDetails.get_pymongo_collection().find({"_id": {"$in": list(ids)}}, wanted):
        report = raw["deidentification"]
        reasons = Counter(region["reason"] for region in report["regions"])
        summary.images += 1
        summary.actions.update(report["actions"])
        summary.regions.update(reasons)
        summary.images_by_reason.update(reasons.keys())
        if report.get("doubt"):
            summary.doubts[report["doubt"]] += 1
