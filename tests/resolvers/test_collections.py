"""Collections: who sees them, what is in their versions, and what a withdrawal leaves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.auth.permissions import ROLE_PERMISSIONS, Role
from app.documents.audit import AuditEvent
from app.documents.base import now
from app.documents.collections import AcceptedTerms, CollectionItem, CollectionVersion
from app.documents.exports import ExportJob
from app.documents.hierarchy import Placed, SourcePlace
from app.documents.users import User
from app.domain.ids import new_id
from app.resolvers import privacy
from app.resolvers.context import Context, Hub
from tests.builders.records import stored_images
from tests.schema.operations import answer, refusal

ERRORS = "errors { code message path }"
VERSION = "number patients images digest citation withdrawn difference { addedPatients removedPatients addedImages removedImages changedImages }"
SHOWN = f"id name version kind isDynamic memberCount isMine readers needsAcceptance versions {{ {VERSION} }}"


async def person(hub: Hub, role: Role) -> Context:
    user = User(id=new_id("usr"), email=f"{new_id('usr')}@hub.example", role=role)
    await user.insert()
    return Context(hub, Actor(user.id, new_id("ses"), role, ROLE_PERMISSIONS[role]), "test")


async def patients(hub: Hub, count: int, **more: Any) -> list[Placed]:
    sources = [SourcePlace(new_id("pat"), new_id("stu"), new_id("ser")) for _ in range(count)]
    return await stored_images(hub.database, sources, each=2, **more)


async def change(context: Context, name: str, /, **values: Any) -> dict[str, Any]:
    """Return the payload of a mutation on collections."""
    input_type = name[0].upper() + name[1:] + "Input"
    shown = {
        "publishCollection": f"published {{ {VERSION} }} collection {{ {SHOWN} }}", "deleteCollection": "deletedId",
    }.get(name, f"collection {{ {SHOWN} }}")  # fmt: skip
    operation = f"mutation($i: {input_type}!) {{ {name}(input: $i) {{ {shown} {ERRORS} }} }}"
    payload: dict[str, Any] = (await answer(context, operation, i=values))[name]
    return payload


async def made(context: Context, ids: list[str], **values: Any) -> dict[str, Any]:
    """Return a collection of these members, not published yet."""
    payload = await change(context, "createCollection", **{"name": "Lesions", **values})
    assert payload["errors"] == []
    created = payload["collection"]
    payload = await change(context, "changeCollectionMembers", id=created["id"], version=1, ids=ids)
    assert payload["errors"] == []
    changed: dict[str, Any] = payload["collection"]
    return changed


async def published(context: Context, ids: list[str], **values: Any) -> dict[str, Any]:
    collection = await made(context, ids, **values)
    payload = await change(context, "publishCollection", id=collection["id"], version=collection["version"])
    assert payload["errors"] == []
    found: dict[str, Any] = payload["collection"]
    return found


async def seen(context: Context, collection_id: str) -> dict[str, Any] | None:
    found = await answer(context, f"query($id: ID!) {{ collection(id: $id) {{ {SHOWN} }} }}", id=collection_id)
    listed = await answer(context, "{ collections { nodes { id } totalCount } }")
    is_listed = collection_id in [node["id"] for node in listed["collections"]["nodes"]]
    assert is_listed is (found["collection"] is not None)
    shown: dict[str, Any] | None = found["collection"]
    return shown


async def test_a_version_is_frozen_and_the_next_says_what_is_new(hub: Hub) -> None:
    researcher = await person(hub, Role.RESEARCHER)
    first, second, third = sorted(spot.patient_id for spot in await patients(hub, 3))
    collection = await published(researcher, [first, second], authors="Silva, M.")
    (one,) = collection["versions"]
    assert (one["number"], one["patients"], one["images"]) == (1, 2, 4)
    assert one["difference"]["addedPatients"] == [first, second]
    assert one["citation"].startswith("Silva, M. Lesions, version 1 (20")
    assert one["digest"] in one["citation"]
    changed = await change(
        researcher, "changeCollectionMembers", id=collection["id"], version=collection["version"], ids=[first],
        operation="DIFFERENCE",
    )  # fmt: skip
    changed = await change(
        researcher,
        "changeCollectionMembers",
        id=collection["id"],
        version=changed["collection"]["version"],
        ids=[third],
    )
    assert changed["collection"]["memberCount"] == 2
    version = changed["collection"]["version"]
    payload = await change(researcher, "publishCollection", id=collection["id"], version=version, note="One more")
    two, again = payload["collection"]["versions"]
    assert again == one
    assert two["difference"] == {
        "addedPatients": [third], "removedPatients": [first], "addedImages": 2, "removedImages": 2, "changedImages": [],
    }  # fmt: skip
    export = "mutation($i: CreateExportInput!) { createExport(input: $i) { job { id } errors { code } } }"
    for number, expected in ((1, [first, second]), (2, [second, third]), (None, [second, third])):
        wanted = {"format": "CSV", "collectionId": collection["id"], "collectionVersion": number}
        job = await ExportJob.get((await answer(researcher, export, i=wanted))["createExport"]["job"]["id"])
        assert job is not None
        assert (job.ids, job.collection_version) == (expected, number or 2)
    never = await answer(
        researcher, export, i={"format": "CSV", "collectionId": collection["id"], "collectionVersion": 3}
    )
    assert [error["code"] for error in never["createExport"]["errors"]] == ["NOT_FOUND"]
    payload = await change(
        researcher, "publishCollection", id=collection["id"], version=payload["collection"]["version"]
    )
    assert [error["code"] for error in payload["errors"]] == ["CONFLICT"]
    assert await CollectionVersion.find({"collection_id": collection["id"]}).count() == 2
    assert await CollectionItem.find({}).count() == 8


async def test_sets_of_collections_filters_and_images(hub: Hub) -> None:
    researcher = await person(hub, Role.RESEARCHER)
    ids = sorted(spot.patient_id for spot in await patients(hub, 4))
    base = await published(researcher, ids[:3])
    other = await made(researcher, ids[2:])
    both = await change(
        researcher, "changeCollectionMembers", id=other["id"], version=other["version"], collectionId=base["id"],
        operation="INTERSECTION",
    )  # fmt: skip
    assert both["collection"]["memberCount"] == 1
    images = await change(researcher, "createCollection", name="Slices", kind="IMAGE")
    images = await change(
        researcher, "changeCollectionMembers", id=images["collection"]["id"], version=1, collectionId=base["id"]
    )
    assert (images["collection"]["kind"], images["collection"]["memberCount"]) == ("IMAGE", 6)
    listed = await answer(
        researcher, "query($id: ID!) { patients(filter: {collection: $id}) { totalCount nodes { id } } }", id=base["id"]
    )
    assert sorted(node["id"] for node in listed["patients"]["nodes"]) == ids[:3]
    wrong = await change(
        researcher, "changeCollectionMembers", id=other["id"], version=both["collection"]["version"],
        ids=[images["collection"]["id"]],
    )  # fmt: skip
    assert [error["code"] for error in wrong["errors"]] == ["INVALID"]


async def test_a_dynamic_collection_has_who_matches_when_it_is_published(hub: Hub) -> None:
    researcher = await person(hub, Role.RESEARCHER)
    (one,) = await patients(hub, 1)
    payload = await change(researcher, "createCollection", name="All", patients={"modality": {"eq": "MG"}})
    collection = payload["collection"]
    assert (collection["isDynamic"], collection["memberCount"]) == (True, None)
    payload = await change(researcher, "publishCollection", id=collection["id"], version=1)
    assert payload["published"]["difference"]["addedPatients"] == [one.patient_id]
    (two,) = await patients(hub, 1)
    refused = await change(researcher, "changeCollectionMembers", id=collection["id"], version=2, ids=[two.patient_id])
    assert [error["code"] for error in refused["errors"]] == ["INVALID"]
    payload = await change(researcher, "publishCollection", id=collection["id"], version=2)
    assert payload["published"]["difference"]["addedPatients"] == [two.patient_id]


@pytest.mark.parametrize("how", ["draft", "embargo", "named", "free"])
async def test_others_see_what_is_published_free_and_meant_for_them(hub: Hub, how: str) -> None:
    maker, other = await person(hub, Role.DOCTOR), await person(hub, Role.VIEWER)
    administrator = await person(hub, Role.ADMINISTRATOR)
    ids = [spot.patient_id for spot in await patients(hub, 1)]
    values: dict[str, Any] = {
        "embargo": {"embargoUntil": (now() + timedelta(days=1)).isoformat()},
        "named": {"access": "NAMED", "readers": ["Somebody@else.example"]},
    }.get(how, {})
    collection = await (made if how == "draft" else published)(maker, ids, **values)
    assert await seen(maker, collection["id"]) is not None
    assert await seen(administrator, collection["id"]) is not None
    shown = await seen(other, collection["id"])
    assert (shown is not None) is (how == "free")
    if shown is not None:
        assert (shown["isMine"], shown["readers"], shown["memberCount"]) == (False, None, None)
    if how == "named":
        user = await User.get(other.signed_in().user_id)
        assert user is not None
        await change(
            maker, "updateCollection", id=collection["id"], version=collection["version"], readers=[user.email]
        )
        assert await seen(other, collection["id"]) is not None


async def test_terms_are_accepted_before_the_content_is_read_and_anew_when_they_change(hub: Hub) -> None:
    maker, other = await person(hub, Role.DOCTOR), await person(hub, Role.RESEARCHER)
    ids = [spot.patient_id for spot in await patients(hub, 1)]
    collection = await published(maker, ids, terms="For research alone.")
    export = "mutation($i: CreateExportInput!) { createExport(input: $i) { job { total } errors { code } } }"
    wanted = {"format": "CSV", "collectionId": collection["id"]}
    by = "query($id: ID!) { patients(filter: {collection: $id}) { totalCount } }"
    assert await refusal(other, export, i=wanted) == "FORBIDDEN"
    assert await refusal(other, by, id=collection["id"]) == "FORBIDDEN"
    shown = await seen(other, collection["id"])
    assert shown is not None
    assert shown["needsAcceptance"] is True
    for _ in range(2):
        payload = await change(other, "acceptCollectionTerms", id=collection["id"])
        assert payload["collection"]["needsAcceptance"] is False
    assert await AcceptedTerms.find({"created_by": other.signed_in().user_id}).count() == 1
    assert await AuditEvent.find({"action": "collection.terms_accepted"}).count() == 1
    assert (await answer(other, export, i=wanted))["createExport"]["job"]["total"] == 1
    await change(maker, "updateCollection", id=collection["id"], version=collection["version"], terms="And cite us.")
    assert await refusal(other, export, i=wanted) == "FORBIDDEN"


async def test_a_withdrawal_is_noted_in_earlier_versions_and_reaches_later_ones(hub: Hub) -> None:
    maker, administrator = await person(hub, Role.RESEARCHER), await person(hub, Role.ADMINISTRATOR)
    stays, hides, goes = sorted(spot.patient_id for spot in await patients(hub, 3))
    collection = await published(maker, [stays, hides, goes])
    await privacy.set_opt_out(administrator, hides, is_out=True)
    await privacy.erase(administrator, goes, is_barred=False)
    shown = await seen(maker, collection["id"])
    assert shown is not None
    assert shown["versions"][0]["withdrawn"] == [hides, goes]
    assert await CollectionItem.find({"patient_id": goes, "sha256": {"$ne": ""}}).count() == 0
    export = "mutation($i: CreateExportInput!) { createExport(input: $i) { job { total } errors { code } } }"
    made = await answer(maker, export, i={"format": "DICOM", "collectionId": collection["id"]})
    assert made["createExport"]["job"]["total"] == 2
    payload = await change(maker, "publishCollection", id=collection["id"], version=collection["version"])
    assert payload["published"]["difference"]["removedPatients"] == [hides, goes]
    assert payload["published"]["patients"] == 1
    assert payload["published"]["withdrawn"] == []


async def test_what_is_in_doubt_is_in_no_version(hub: Hub, context: Callable[..., Context]) -> None:
    administrator = context(Role.ADMINISTRATOR)
    ids = [spot.patient_id for spot in await patients(hub, 1, status="NEEDS_REVIEW")]
    collection = await published(administrator, ids)
    assert (collection["versions"][0]["patients"], collection["versions"][0]["images"]) == (1, 0)


async def test_what_was_published_is_not_deleted_and_what_is_stale_not_changed(hub: Hub) -> None:
    maker = await person(hub, Role.RESEARCHER)
    ids = [spot.patient_id for spot in await patients(hub, 1)]
    draft, cited = await made(maker, ids), await published(maker, ids)
    assert (await change(maker, "deleteCollection", id=draft["id"]))["deletedId"] == draft["id"]
    refused = await change(maker, "deleteCollection", id=cited["id"])
    assert [error["code"] for error in refused["errors"]] == ["CONFLICT"]
    stale = await change(maker, "updateCollection", id=cited["id"], version=1, name="Another")
    assert [error["code"] for error in stale["errors"]] == ["CONFLICT"]
    shown = await seen(maker, cited["id"])
    assert shown is not None
    assert shown["name"] == "Lesions"
    empty = await change(maker, "createCollection", name="Empty")
    empty = await change(maker, "publishCollection", id=empty["collection"]["id"], version=1)
    assert [error["code"] for error in empty["errors"]] == ["INVALID"]
