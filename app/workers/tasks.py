"""The tasks of the worker processes: top-level functions of picklable values, so that any executor can run them."""

from app.imaging.archives import expand_archive
from app.imaging.deidentify.preview import preview_file
from app.imaging.deidentify.run import deidentify_files, inspect_files
from app.imaging.dicomjson import bulk_data_of, frames_as, instances_as_json, metadata_of
from app.imaging.media import directory_of, listing_of
from app.imaging.naming import names_of
from app.imaging.nifti import nifti_of
from app.imaging.render import picture_of_original, render, thumbnail

__all__ = [
    "bulk_data_of",
    "deidentify_files",
    "directory_of",
    "expand_archive",
    "frames_as",
    "inspect_files",
    "instances_as_json",
    "listing_of",
    "metadata_of",
    "names_of",
    "nifti_of",
    "picture_of_original",
    "preview_file",
    "render",
    "thumbnail",
]  # fmt: skip
