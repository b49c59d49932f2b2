"""Model files are hostile bytes."""

from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from app.errors import Invalid
from app.ml.running import LARGEST_BYTES, Runner, check


def made(*nodes: Any, initializers: Any = (), opset: int = 17, classes: int = 2, domain: str = "") -> bytes:
    """Return a model of rows of three columns, by hand."""
    graph = helper.make_graph(
        list(nodes),
        "rows",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [None, 3])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, classes])],
        list(initializers),
    )
    sets = [helper.make_opsetid("", opset), *([helper.make_opsetid(domain, 1)] if domain else [])]
    content: bytes = helper.make_model(graph, opset_imports=sets, ir_version=8).SerializeToString()
    return content


WEIGHTS = numpy_helper.from_array(np.ones((3, 2), dtype=np.float32), "weights")
RIGHT = (helper.make_node("MatMul", ["rows", "weights"], ["raw"]), helper.make_node("Softmax", ["raw"], ["scores"]))


def test_a_model_made_by_hand_runs() -> None:
    content = made(*RIGHT, initializers=[WEIGHTS])
    check(content, 3, 2)
    assert Runner(content).scores([[1, 2, 3]]).tolist() == [[0.5, 0.5]]


def outside() -> bytes:
    model = onnx.load_from_string(made(*RIGHT, initializers=[WEIGHTS]))
    tensor = model.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "/etc/passwd"
    content: bytes = model.SerializeToString()
    return content


UNKNOWN = helper.make_node("Reach", ["rows"], ["scores"], domain="com.example")
NOT_A_NUMBER = (
    helper.make_node("MatMul", ["rows", "weights"], ["raw"]),
    helper.make_node("Log", ["raw"], ["none"]),
    helper.make_node("Mul", ["none", "raw"], ["scores"]),
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a valid ONNX file|with one input"),
        (b"\x80\x04\x95pickle", "not a valid ONNX file"),
        (b"x" * (LARGEST_BYTES + 1), "at most 12 MB"),
        (outside(), "keeps data outside its file"),
        (made(UNKNOWN, domain="com.example"), "not of the ONNX standard"),
        (made(*RIGHT, initializers=[WEIGHTS], opset=99), "operator set 99|not a valid ONNX file"),
        (made(*NOT_A_NUMBER, initializers=[WEIGHTS]), "not a number"),
        (made(helper.make_node("MatMul", ["rows", "weights"], ["scores"]), initializers=[WEIGHTS]), "add up to 1"),
    ],
)
def test_what_is_no_sound_model_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        check(content, 3, 2)


def test_a_model_of_other_columns_than_the_card_names_is_refused() -> None:
    with pytest.raises(Invalid, match="takes 3 columns, and the card names 4"):
        check(made(*RIGHT, initializers=[WEIGHTS]), 4, 2)
    with pytest.raises(Invalid, match="tells 2 classes, and the card names 3"):
        check(made(*RIGHT, initializers=[WEIGHTS]), 3, 3)
