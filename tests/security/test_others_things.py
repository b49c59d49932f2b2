"""What others uploaded cannot be followed, added to or seen, and what goes on ends with the right to it."""

import io
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from app.auth.permissions import Role
from app.documents.audit import AuditEvent
from app.documents.base import now
from app.documents.jobs import UploadJob
from app.documents.roles import RoleChange
from app.documents.tokens import ApiToken
from app.domain.ids import new_id
from app.errors import Forbidden, NotFound
from app.resolvers import sessions, uploads
from app.resolvers.context import Context, Hub
from app.schema.info import RequestContext
from app.schema.root import schema
from tests.builders.people import account, ask, bearing, session_of

PROGRESS = "subscription($id: ID!) { uploadProgress(jobId: $id) { status } }"


async def job_of(user_id: str) -> UploadJob:
    job = UploadJob(id=new_id("job"), created_by=user_id, profile="research", profile_version=1, last_batch_at=now())
    inserted: UploadJob = await job.insert()
    return inserted


async def first_said(context: Context, job_id: str) -> tuple[Any, list[str]]:
    """Return the first answer of a subscription: its data and the codes of its errors."""
    fresh = RequestContext(context.hub, context.actor, "test")
    stream = await schema.subscribe(PROGRESS, {"id": job_id}, fresh)
    if isinstance(stream, AsyncIterator):
        result = await anext(stream)
        await stream.aclose()  # type: ignore[attr-defined]
    else:
        result = stream
    codes = [str((error.extensions or {}).get("code")) for error in result.errors or []]  # type: ignore[attr-defined]
    return result.data, codes  # type: ignore[attr-defined]


async def test_the_upload_of_another_cannot_be_followed(hub: Hub) -> None:
    doctors = [await bearing(hub, (await session_of(hub, await account(Role.DOCTOR))).access_token) for _ in range(2)]
    chief = await bearing(hub, (await session_of(hub, await account(Role.ADMINISTRATOR))).access_token)
    viewer = await bearing(hub, (await session_of(hub, await account())).access_token)
    job = await job_of(doctors[0].signed_in().user_id)
    assert await first_said(doctors[0], job.id) == ({"uploadProgress": {"status": "QUEUED"}}, [])
    assert await first_said(chief, job.id) == ({"uploadProgress": {"status": "QUEUED"}}, [])
    assert (
        (await first_said(doctors[1], job.id))[1] == (await first_said(doctors[1], new_id("job")))[1] == ["NOT_FOUND"]
    )
    assert (await first_said(viewer, job.id))[1] == ["FORBIDDEN"]
    assert (await first_said(Context(hub, None, "test"), job.id))[1] == ["UNAUTHENTICATED"]


async def test_nothing_can_be_added_to_the_upload_of_another(hub: Hub, context: Callable[..., Context]) -> None:
    job = await job_of("usr_000000000000")
    with pytest.raises(NotFound):
        await uploads.add_batch(context(Role.DOCTOR), job.id, [("a.dcm", io.BytesIO(b"x"))], is_final=True)
    assert await UploadJob.get(job.id) == job
    assert list(hub.staging.folder.rglob("*.dcm")) == []


async def test_a_right_that_is_taken_ends_what_is_being_followed(hub: Hub) -> None:
    user = await account(Role.DOCTOR)
    begun = await session_of(hub, user)
    context, job = await bearing(hub, begun.access_token), await job_of(user.id)
    following = uploads.follow(context, job.id, 0.01)
    assert (await anext(following)).id == job.id
    await RoleChange(id="DOCTOR", withheld=["IMAGE_UPLOAD"]).insert()
    with pytest.raises(Forbidden):
        await anext(following)


async def test_a_revoked_token_is_nobody_for_the_next_operation_of_a_socket(hub: Hub) -> None:
    own = (await session_of(hub, await account())).access_token
    create = 'mutation { createApiToken(input: {name: "x", permissions: [PATIENT_READ]}) { secret } }'
    context = await bearing(hub, (await ask(hub, own, create))["createApiToken"]["secret"])
    await sessions.recognise_again(context)
    assert context.signed_in().is_token
    await ApiToken.find({}).update({"$set": {"revoked_at": now()}})
    await sessions.recognise_again(context)
    assert context.actor is None


async def test_refused_attacks_stand_in_the_trail(hub: Hub) -> None:
    user = await account()
    sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { errors { code } } }"
    await ask(hub, None, sign_in, {"email": user.email, "password": "wrong password"})
    await ask(hub, None, sign_in, {"email": "nobody@hub.example", "password": "wrong password"})
    events = await AuditEvent.find({"action": "session.refused"}).sort("created_at").to_list()
    assert [event.created_by for event in events] == [user.id, None]
    assert "wrong password" not in str(events)
    assert "nobody@hub.example" not in str(events)
