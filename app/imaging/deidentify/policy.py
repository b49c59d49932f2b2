"""What becomes of text in pixels: all of it goes, or only what identifies somebody."""

from enum import StrEnum
from typing import Final


class TextPolicy(StrEnum):
    """Which lines of text are blanked.

    ALL_TEXT: every line but bare markers. PHI_ONLY: what presidio and the file's own identifiers call identifying.
    """

    ALL_TEXT = "all-text"
    PHI_ONLY = "phi-only"


# Markers that say side and view, kept when nothing else stands in their box.
MARKERS: Final = frozenset(
    [
        "L",
        "R",
        "LT",
        "RT",
        "LEFT",
        "RIGHT",
        "AP",
        "PA",
        "LAT",
        "LL",
        "RL",
        "CC",
        "MLO",
        "ML",
        "LM",
        "XCCL",
        "LCC",
        "RCC",
        "LMLO",
        "RMLO",
        "LML",
        "RML",
        "LLM",
        "RLM",
    ]
)
