"""Images from the DICOM network: each association becomes one upload of the hub; bytes pass through memory alone."""

import signal
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pynetdicom import AE, AllStoragePresentationContexts, evt
from pynetdicom.sop_class import Verification  # type: ignore[attr-defined]  # made from the standard's tables

from app.cli.client import HubClient
from app.domain.operations import SEND
from app.errors import HubError, Invalid, Unavailable
from app.imaging.uids import ENCAPSULATED_SYNTAXES, NATIVE_SYNTAXES
from app.observability import log

# PS3.4 table B.2-1, and PS3.8 section 9.3.4 for associations.
SUCCESS, OUT_OF_RESOURCES, CANNOT_UNDERSTAND = 0x0000, 0xA700, 0xC000
REJECTED_PERMANENT, BY_USER, CALLING_TITLE = 0x01, 0x01, 0x03
MOST_ASSOCIATIONS: Final = 20
IDLE_SECONDS: Final = 60
LARGEST_PDU: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Senders:
    """Who may send: application entity titles, each from one address or, when that is None, from anywhere."""

    addresses: dict[str, str | None]

    @classmethod
    def of(cls, allowed: Sequence[str]) -> "Senders":
        """Return the senders of `AETITLE` and `AETITLE=address`; raises Invalid when there is none."""
        pairs = [each.partition("=") for each in allowed]
        if not pairs or any(not 0 < len(title.strip()) <= 16 for title, _, _ in pairs):
            raise Invalid("Name who may send by application entity titles of at most 16 characters.")
        return cls({title.strip(): address.strip() or None for title, _, address in pairs})

    def may_send(self, title: str, address: str) -> bool:
        """Return whether somebody of this title may send from there."""
        return title in self.addresses and self.addresses[title] in (None, address)


def tls_context(certificate: Path, key: Path, authority: Path | None) -> ssl.SSLContext:
    """Return how TLS is spoken (PS3.15 B.9): 1.2 or newer; with an authority senders must show its certificates."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, key)
    context.verify_mode = ssl.CERT_REQUIRED if authority else ssl.CERT_NONE
    return context


@dataclass(slots=True)
class Receiver:
    """A storage provider that hands on to a hub."""

    client: HubClient
    senders: Senders
    title: str
    profile: str
    _jobs: dict[int, str] = field(default_factory=dict)  # upload by association
    _stopped: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def listening(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> Iterator[int]:
        """Take associations within the block; yields the port."""
        entity = AE(ae_title=self.title)
        entity.require_called_aet = True
        entity.maximum_associations, entity.maximum_pdu_size = MOST_ASSOCIATIONS, LARGEST_PDU
        entity.network_timeout = entity.dimse_timeout = entity.acse_timeout = IDLE_SECONDS
        syntaxes = sorted((*NATIVE_SYNTAXES, *ENCAPSULATED_SYNTAXES))
        for context in AllStoragePresentationContexts:
            entity.add_supported_context(str(context.abstract_syntax), syntaxes)
        entity.add_supported_context(Verification)
        handlers: list[Any] = [
            (evt.EVT_REQUESTED, self._requested), (evt.EVT_C_STORE, self._store), (evt.EVT_CONN_CLOSE, self._closed),
        ]  # fmt: skip
        listener: Any = entity.start_server((host, port), block=False, evt_handlers=handlers, ssl_context=tls)
        try:
            yield int(listener.socket.getsockname()[1])
        finally:
            listener.shutdown()

    def wait(self) -> None:
        """Return when the process is told to stop."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: self._stopped.set())
        self._stopped.wait()

    def _requested(self, event: Any) -> None:
        """Reject an association of somebody who is not named, before anything is sent (PS3.8 section 7.1.1.7)."""
        title = str(event.assoc.requestor.primitive.calling_ae_title).strip()
        if not self.senders.may_send(title, event.assoc.dul.socket.socket.getpeername()[0]):
            log.event("scp.refused")
            event.assoc.acse.send_reject(REJECTED_PERMANENT, BY_USER, CALLING_TITLE)
            event.assoc.kill()

    def _store(self, event: Any) -> int:
        """Return the status of one instance: a success once the hub has it on its disk."""
        association = id(event.assoc)
        values: dict[str, Any] = {"profileId": self.profile, "final": False}
        if association in self._jobs:
            values = {"jobId": self._jobs[association], "final": False}
        try:
            payload = self.client.ask(SEND, {"input": values}, [("instance", event.encoded_dataset())])["uploadImages"]
            if payload["errors"]:
                raise Invalid(payload["errors"][0]["message"])
        except Unavailable:
            return OUT_OF_RESOURCES
        except HubError as error:
            log.event("scp.failed", code=error.code)
            return CANNOT_UNDERSTAND
        self._jobs[association] = payload["job"]["id"]
        return SUCCESS

    def _closed(self, event: Any) -> None:
        """Say that the upload has all its files."""
        job_id = self._jobs.pop(id(event.assoc), None)
        if job_id is not None:
            try:
                self.client.ask(SEND, {"input": {"files": [], "jobId": job_id, "final": True}})
            except HubError as error:  # the hub declares it complete by itself after a while
                log.event("scp.failed", code=error.code)
