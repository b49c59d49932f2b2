"""What broke inside is told nobody: a code and a request's id, which the log has too, without what was asked."""

import json
import logging
from collections.abc import Callable

import pytest

from app.resolvers import patients
from app.resolvers.context import Context, Hub
from app.schema.root import schema

CANARY = "Canary^Mary"


async def test_what_breaks_is_masked_and_found_in_the_log_by_its_request(
    hub: Hub, context: Callable[..., Context], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ValueError(CANARY)

    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    everything = [logging.getLogger(name) for name in ("", "medhub", "strawberry", "strawberry.execution")]
    monkeypatch.setattr(logging.getLogger("medhub"), "level", logging.INFO)
    logging.getLogger("medhub").manager._clear_cache()  # type: ignore[attr-defined]
    monkeypatch.setattr(patients, "get", broken)
    caller = context()
    for logger in everything:
        logger.addHandler(handler)
    try:
        query = f'query($id: ID!) {{ patient(id: $id) {{ id }} patients(search: "{CANARY}") {{ totalCount }} }}'
        result = await schema.execute(query, {"id": CANARY}, caller)
    finally:
        for logger in everything:
            logger.removeHandler(handler)
    (error,) = result.errors or []
    assert error.extensions == {"code": "INTERNAL", "requestId": caller.request_id}
    assert CANARY not in str(error.formatted)
    (line,) = {line for line in lines if "graphql.failed" in line}
    logged = json.loads(line)
    assert (logged["request"], logged["error"]) == (caller.request_id, "ValueError")
    assert CANARY not in "".join(lines)
