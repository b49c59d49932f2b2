"""Models as ONNX files: whether a file is one that the hub runs, and what it says about rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from app.errors import Invalid

LARGEST_BYTES: Final = 12 << 20
DOMAINS: Final = ("", "ai.onnx", "ai.onnx.ml")  # operators of the standard: they compute, and reach nothing else
NEWEST_OPSET: Final = {"": 26, "ai.onnx": 26, "ai.onnx.ml": 5}
SUM_TOLERANCE: Final = 1e-3
NOT_STANDARD: Final = "The model uses operators that are not of the ONNX standard."
OUTSIDE: Final = "The model keeps data outside its file."


class Runner:
    """One loaded model of rows: an input of floats [rows, columns], an output of floats [rows, classes]."""

    def __init__(self, content: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # the pool has a process for each core
        options.use_deterministic_compute = True
        options.log_severity_level = 4
        try:
            self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        except Exception:  # noqa: BLE001  # of classes that onnxruntime does not export
            raise Invalid("This model cannot be loaded.", ("file",)) from None
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        floats = [each for each in outputs if each.type == "tensor(float)" and len(each.shape) == 2]
        if len(inputs) != 1 or inputs[0].type != "tensor(float)" or len(inputs[0].shape) != 2 or len(floats) != 1:
            raise Invalid(
                "The hub runs models with one input of floats [rows, columns] and one output of floats [rows, classes]; "
                "skl2onnx makes such ones with zipmap=False.",
                ("file",),
            )
        self._input, self._output = inputs[0].name, floats[0].name
        self.columns = inputs[0].shape[1] if isinstance(inputs[0].shape[1], int) else None
        self.classes = floats[0].shape[1] if isinstance(floats[0].shape[1], int) else None

    def scores(self, table: Any) -> Any:
        """Return the score of each class for each row; raises Invalid when the model fails or says what is no score."""
        try:
            (found,) = self._session.run([self._output], {self._input: np.asarray(table, dtype=np.float32)})
        except Exception:  # noqa: BLE001  # of classes that onnxruntime does not export
            raise Invalid("The model failed on these records.", ("file",)) from None
        if found.ndim != 2 or len(found) != len(table) or not np.isfinite(found).all():
            raise Invalid("The model gave something that is no score (not a number, or of another shape).", ("file",))
        if (found < -SUM_TOLERANCE).any() or (np.abs(found.sum(axis=1) - 1) > SUM_TOLERANCE).any():
            raise Invalid("The scores of a record do not add up to 1: the model must end in probabilities.", ("file",))
        return found


@dataclass(frozen=True, slots=True)
class Influence:
    """How much the score of the told class would change if an input were not known; the largest ones say why."""

    column: int
    change: float


@dataclass(frozen=True, slots=True)
class Said:
    """What a model says about one record."""

    scores: tuple[float, ...]
    influences: tuple[Influence, ...]


def apply(content: bytes, rows: Sequence[Sequence[float]], usual: Sequence[float], most: int = 5) -> list[Said]:
    """Return what the model says about each row, with the `most` influential columns.

    An influence is found by occlusion: the column is given its `usual` value, and the score of the told class read again.
    """
    runner = Runner(content)
    table = np.asarray(rows, dtype=np.float32)
    scores = runner.scores(table)
    told = scores.argmax(axis=1)
    every = np.arange(len(table))
    changes = np.empty(table.shape)
    for column in range(table.shape[1]):
        without = table.copy()
        without[:, column] = usual[column]
        changes[:, column] = scores[every, told] - runner.scores(without)[every, told]
    strongest = np.argsort(-np.abs(changes), axis=1, kind="stable")[:, :most]
    return [
        Said(
            tuple(float(score) for score in scores[row]),
            tuple(Influence(int(column), float(changes[row, column])) for column in strongest[row]),
        )
        for row in range(len(table))
    ]


def check(content: bytes, columns: int, classes: int) -> None:
    """Raise Invalid unless the bytes are a model that takes so many columns and tells so many classes."""
    import onnx

    if len(content) > LARGEST_BYTES:
        raise Invalid(f"A model has at most {LARGEST_BYTES >> 20} MB.", ("file",))
    try:
        model = onnx.load_from_string(content)
        _check_graph(model.graph)
        onnx.checker.check_model(model, full_check=False)
    except Invalid:
        raise
    except Exception:  # noqa: BLE001  # protobuf's and the checker's own
        raise Invalid("This is not a valid ONNX file.", ("file",)) from None
    if model.functions:
        raise Invalid("Models with functions of their own are not run.", ("file",))
    _check_operator_sets(model.opset_import)
    runner = Runner(content)
    if runner.columns not in (None, columns):
        raise Invalid(f"The model takes {runner.columns} columns, and the card names {columns}.", ("inputs",))
    if runner.classes not in (None, classes):
        raise Invalid(f"The model tells {runner.classes} classes, and the card names {classes}.", ("classes",))
    if runner.scores(np.zeros((2, columns), dtype=np.float32)).shape != (2, classes):
        raise Invalid(f"The model does not tell {classes} classes.", ("classes",))


def _check_operator_sets(wanted: Any) -> None:
    for each in wanted:
        if each.domain not in DOMAINS:
            raise Invalid(NOT_STANDARD, ("file",))
        if each.version > NEWEST_OPSET[each.domain]:
            raise Invalid(f"The model needs operator set {each.version}; export it for an older one.", ("file",))


def _check_graph(graph: Any) -> None:
    """Raise Invalid for data outside the file and operators outside the standard, in inner graphs too."""
    import onnx

    if any(tensor.data_location == onnx.TensorProto.EXTERNAL or tensor.external_data for tensor in graph.initializer):
        raise Invalid(OUTSIDE, ("file",))
    for node in graph.node:
        if node.domain not in DOMAINS:
            raise Invalid(NOT_STANDARD, ("file",))
        for attribute in node.attribute:
            if attribute.t.external_data or attribute.t.data_location == onnx.TensorProto.EXTERNAL:
                raise Invalid(OUTSIDE, ("file",))
            for inner in (attribute.g, *attribute.graphs):
                _check_graph(inner)
