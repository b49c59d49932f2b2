"""A researcher trains a model on real patients' fields, judges and approves it; a doctor applies it and says what is right."""

import time
from typing import Any

import pytest
from sklearn.datasets import load_breast_cancer

from tests.conftest import RunningHub
from tests.journeys.test_upload import Client

DATA = load_breast_cancer()
EVERY = 4  # of the 569 patients, so that the test is quick
FEATURES = ["mean radius", "mean texture", "mean concavity", "worst area", "worst smoothness"]
TRAIN = "mutation($i: TrainModelInput!) { trainModel(input: $i) { model { id status number } errors { code message path } } }"
MODEL = """query($id: ID!) { model(id: $id) { status message task classes classCounts rows target algorithm sha256
  inputs { field choice unit fill } accuracy { value low high } auc { value low high } } }"""
RUN = "mutation($i: RunModelInput!) { runModel(input: $i) { run { id status total } errors { code message path } } }"
PROGRESS = """query($id: ID!) { node(id: $id) { ... on ModelRun { status message total processed failed
  failures { patientId message } } } }"""
PREDICTIONS = """query($f: PredictionFilter!, $n: Int) { predictions(filter: $f, first: $n) { totalCount nodes {
  id label score scores inputSha256 review influences { field change } patientId patient { id field(name: "diagnosis") } } } }"""
JUDGE = """query($id: ID!, $t: Float!) { modelEvaluation(modelId: $id, threshold: $t, groups: ["gender"]) { trainedOn
  figures { count positives auc { value low high } sensitivity { value } confusion brier } roc { x y }
  calibration { score observed count } groups { field value figures { count } } } }"""


@pytest.fixture(scope="module")
def client(running_hub: RunningHub) -> Client:
    return Client(running_hub)


def waited(ask: Any, statuses: tuple[str, ...]) -> Any:
    """Return what is told once it is no longer in one of the states."""
    for _ in range(600):
        found = ask()
        if found["status"] not in statuses:
            return found
        time.sleep(0.2)
    raise AssertionError(found["status"])


@pytest.fixture(scope="module")
def patients(client: Client) -> int:
    """Patients of the Wisconsin data with five measurements, one without any and one whose diagnosis is not known."""
    names = list(DATA.feature_names)
    define = "mutation($i: DefineFieldInput!) { defineField(input: $i) { errors { code message path } } }"
    for name in FEATURES:
        wanted = {"owner": "PATIENT", "name": name, "type": "DECIMAL", "label": name}
        assert client.ask(define, {"i": wanted})["defineField"]["errors"] == []
    wanted = {
        "owner": "PATIENT",
        "name": "diagnosis",
        "type": "CHOICE",
        "label": "diagnosis",
        "choices": ["benign", "malignant"],
    }
    assert client.ask(define, {"i": wanted})["defineField"]["errors"] == []
    create = (
        "mutation($i: CreatePatientInput!) { createPatient(input: $i) { patient { id } errors { code message path } } }"
    )
    made = 0
    for row, target in zip(DATA.data[::EVERY], DATA.target[::EVERY], strict=True):
        fields = [{"name": name, "value": float(row[names.index(name)])} for name in FEATURES]
        fields.append({"name": "diagnosis", "value": str(DATA.target_names[target])})
        values = {"label": "wdbc", "gender": "FEMALE", "fields": fields}
        assert client.ask(create, {"i": values})["createPatient"]["errors"] == []
        made += 1
    return made


COHORT = {"label": {"eq": "wdbc"}}


@pytest.fixture(scope="module")
def model(client: Client, patients: int) -> str:
    wanted = {
        "name": "Wisconsin", "target": "diagnosis", "features": [*FEATURES, "gender"], "patients": COHORT,
        "folds": 5, "repeats": 2, "seed": 7,
    }  # fmt: skip
    payload = client.ask(TRAIN, {"i": wanted})["trainModel"]
    assert payload["errors"] == []
    model_id: str = payload["model"]["id"]
    found = waited(lambda: client.ask(MODEL, {"id": model_id})["model"], ("TRAINING",))
    assert (found["status"], found["message"]) == ("DRAFT", "")
    return model_id


def test_a_trained_model_has_a_card_with_what_it_can(client: Client, model: str, patients: int) -> None:
    found = client.ask(MODEL, {"id": model})["model"]
    assert (found["task"], found["classes"], found["rows"]) == ("BINARY", ["benign", "malignant"], patients)
    assert sum(found["classCounts"]) == patients
    assert [each["field"] for each in found["inputs"]] == [*FEATURES, "gender", "gender", "gender"]
    assert found["auc"]["value"] > 0.97
    assert 0.85 < found["accuracy"]["low"] < found["accuracy"]["value"] <= 1


def run(client: Client, wanted: dict[str, Any]) -> dict[str, Any]:
    payload = client.ask(RUN, {"i": wanted})["runModel"]
    assert payload["errors"] == []
    run_id = payload["run"]["id"]
    found = waited(lambda: client.ask(PROGRESS, {"id": run_id})["node"], ("QUEUED", "RUNNING"))
    return {"id": run_id, **found}


def test_a_run_tells_of_each_patient_and_why_and_the_same_again(client: Client, model: str, patients: int) -> None:
    first, second = (run(client, {"modelId": model, "patients": COHORT}) for _ in range(2))
    assert (first["status"], first["total"], first["processed"], first["failed"]) == (
        "COMPLETED",
        patients,
        patients,
        0,
    )
    found = [client.ask(PREDICTIONS, {"f": {"runId": each["id"]}, "n": 100})["predictions"] for each in (first, second)]
    assert found[0]["totalCount"] == patients
    scores = [each["score"] for each in found[0]["nodes"]]
    assert scores == sorted(scores, reverse=True)
    for each in found[0]["nodes"]:
        assert each["label"] == ("malignant" if each["score"] >= 0.5 else "benign")
        assert each["scores"][1] == each["score"]
    top = found[0]["nodes"][0]
    assert top["patient"]["field"] == "malignant"
    assert top["influences"][0]["change"] > 0
    assert top["influences"][0]["field"] in FEATURES
    told = [{each["patientId"]: (each["scores"], each["inputSha256"]) for each in page["nodes"]} for page in found]
    shared = told[0].keys() & told[1].keys()
    assert len(shared) > 50
    assert {each: told[0][each] for each in shared} == {each: told[1][each] for each in shared}


def test_a_patient_of_whom_nothing_is_known_has_no_prediction_but_a_reason(client: Client, model: str) -> None:
    create = 'mutation { createPatient(input: {label: "nothing known"}) { patient { id } } }'
    patient_id = client.ask(create)["createPatient"]["patient"]["id"]
    found = run(client, {"modelId": model, "ids": [patient_id]})
    assert (found["status"], found["failed"]) == ("COMPLETED", 1)
    assert found["failures"] == [{"patientId": patient_id, "message": "Has none of the fields that the model takes."}]


def test_a_model_is_judged_by_the_truth(client: Client, model: str, patients: int) -> None:
    found = client.ask(JUDGE, {"id": model, "t": 0.5})["modelEvaluation"]
    (negative, positive) = found["figures"]["confusion"]
    assert sum(negative) + sum(positive) == found["figures"]["count"] == patients
    assert found["trainedOn"] == patients
    assert found["figures"]["auc"]["low"] <= found["figures"]["auc"]["value"] <= found["figures"]["auc"]["high"]
    assert found["figures"]["sensitivity"]["value"] == positive[1] / sum(positive)
    assert sum(each["count"] for each in found["calibration"]) == patients
    assert found["groups"] == [{"field": "gender", "value": "FEMALE", "figures": {"count": patients}}]
    assert (found["roc"][0], found["roc"][-1]["y"]) == ({"x": 0.0, "y": 0.0}, 1.0)


def test_a_person_says_whether_it_is_right_and_both_are_kept(client: Client, model: str) -> None:
    done = run(client, {"modelId": model, "patients": COHORT, "threshold": 0.9})
    found = client.ask(PREDICTIONS, {"f": {"modelId": model, "runId": done["id"]}, "n": 1})["predictions"]["nodes"][0]
    say = "mutation($i: ReviewPredictionInput!) { reviewPrediction(input: $i) { prediction { label score review } errors { message } } }"
    said = client.ask(say, {"i": {"id": found["id"], "review": "REJECTED"}})["reviewPrediction"]
    assert said == {
        "prediction": {"label": found["label"], "score": found["score"], "review": "REJECTED"},
        "errors": [],
    }


def test_what_goes_with_a_patient(client: Client, model: str) -> None:
    create = 'mutation($f: [FieldValueInput!]) { createPatient(input: {label: "goes", fields: $f}) { patient { id } } }'
    fields = [{"name": "mean radius", "value": 20.0}]
    patient_id = client.ask(create, {"f": fields})["createPatient"]["patient"]["id"]
    done = run(client, {"modelId": model, "ids": [patient_id]})
    assert client.ask(PREDICTIONS, {"f": {"runId": done["id"]}})["predictions"]["totalCount"] == 1
    client.ask(
        "mutation($i: DeletePatientInput!) { deletePatient(input: $i) { errors { message } } }",
        {"i": {"id": patient_id}},
    )
    assert client.ask(PREDICTIONS, {"f": {"runId": done["id"]}})["predictions"]["totalCount"] == 0


def test_states_go_forward_only(client: Client, patients: int) -> None:
    wanted = {
        "name": "states",
        "target": "diagnosis",
        "features": ["mean radius"],
        "patients": COHORT,
        "folds": 2,
        "repeats": 1,
    }
    model_id = client.ask(TRAIN, {"i": wanted})["trainModel"]["model"]["id"]
    waited(lambda: client.ask(MODEL, {"id": model_id})["model"], ("TRAINING",))
    decide = "mutation($i: {}ModelInput!) {{ {}Model(input: $i) {{ model {{ status }} errors {{ code message }} }} }}"

    def said(verb: str) -> Any:
        return client.ask(decide.format(verb.title(), verb), {"i": {"id": model_id}})[f"{verb}Model"]

    assert said("approve")["model"]["status"] == "APPROVED"
    assert said("approve")["errors"] == [
        {"code": "CONFLICT", "message": "A model that is APPROVED does not become APPROVED."}
    ]
    assert said("retire")["model"]["status"] == "RETIRED"
    refused = client.ask(RUN, {"i": {"modelId": model_id, "patients": COHORT}})["runModel"]
    assert refused["errors"][0]["code"] == "CONFLICT"


@pytest.mark.parametrize(
    ("change", "path", "said"),
    [
        ({"features": []}, "features", "at least one feature"),
        ({"features": ["nothing"]}, "features", "no field nothing"),
        ({"features": ["diagnosis"]}, "features", "only repeat it"),
        ({"target": "mean texture"}, "target", "a choice or a yes-or-no field"),
        ({"folds": 1}, "folds", "2 to 20 folds"),
        ({"name": " "}, "name", "Give the model a name"),
    ],
)
def test_a_training_that_cannot_be_is_refused(client: Client, patients: int, change: Any, path: str, said: str) -> None:
    wanted = {"name": "refused", "target": "diagnosis", "features": ["mean radius"], "patients": COHORT} | change
    (error,) = client.ask(TRAIN, {"i": wanted})["trainModel"]["errors"]
    assert (error["code"], error["path"]) == ("INVALID", [path])
    assert said in error["message"]


def test_a_training_with_too_little_to_learn_from_fails_and_says_why(client: Client, patients: int) -> None:
    wanted = {
        "name": "nobody",
        "target": "diagnosis",
        "features": ["mean radius"],
        "patients": {"label": {"eq": "nobody"}},
    }
    model_id = client.ask(TRAIN, {"i": wanted})["trainModel"]["model"]["id"]
    found = waited(lambda: client.ask(MODEL, {"id": model_id})["model"], ("TRAINING",))
    assert (found["status"], found["message"]) == ("FAILED", "No patient of the cohort has a value of the target.")
