"""The tasks of the process that trains and runs models; their libraries are loaded when the first one comes."""

from app.ml.judging import judge
from app.ml.running import apply, check
from app.ml.training import train

__all__ = ["apply", "check", "judge", "train"]
