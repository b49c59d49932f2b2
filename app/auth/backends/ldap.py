"""Accounts of an LDAP directory: bind as the user, roles by groups (RFC 4511, 4513, 3062)."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.auth.backends import Identity
from app.auth.permissions import Role
from app.errors import Conflict, Invalid, Unavailable, Unsupported

AWAY = "The directory of accounts does not answer. Accounts of the hub itself can sign in; try again in a moment."
NOT_MADE = "The directory did not take the account. Ask an administrator for one."
LOOPBACK = ("127.0.0.1", "localhost")
ATTRIBUTES = ("mail", "cn", "displayName")


@dataclass(frozen=True, slots=True)
class LdapSettings:
    """How to reach a directory and what its entries mean.

    `servers` are tried in their order. `user_filter` and the base of groups have `{}` where the escaped address or the
    entry's name goes. `roles` maps names of groups to roles, the first that fits counts. Without TLS (`ldaps://` or
    `start_tls`) only servers on this machine are spoken to.
    """

    servers: tuple[str, ...]
    user_base: str
    bind_name: str
    bind_password: str
    user_filter: str = "(&(objectClass=inetOrgPerson)(mail={}))"
    group_base: str | None = None
    group_filter: str = "(&(objectClass=groupOfNames)(member={}))"
    roles: Mapping[str, Role] = field(default_factory=dict)
    start_tls: bool = False
    ca_file: Path | None = None
    sign_up_base: str | None = None
    timeout_seconds: int = 5


class LdapDirectory:
    """An `AccountSource` over ldap3. Every call opens connections of its own: sign-ins are rare, and threads share none."""

    def __init__(self, settings: LdapSettings) -> None:
        self._settings = settings
        for server in settings.servers:
            is_here = server.startswith("ldapi://") or server.removeprefix("ldap://").split(":")[0] in LOOPBACK
            if not (server.startswith("ldaps://") or settings.start_tls or is_here):
                raise Invalid(f"{server} would get passwords in the clear. Use ldaps:// or StartTLS.")

    def authenticate(self, email: str, password: str) -> Identity | None:
        """Return who it is; None when the directory does not know the account, or the password is wrong."""
        if not password:  # a bind without a password succeeds as nobody (RFC 4513 section 5.1.2)
            return None
        with self._service() as connection:
            entry = self._entry(connection, email)
            if entry is None or not self._is_right(entry["dn"], password):
                return None
            return Identity(email.strip().lower(), _name(entry), self._role(connection, entry["dn"]))

    def change_password(self, email: str, old: str, new: str) -> bool:
        """Set a new password by the extended operation, as the user; return whether the old one was right."""
        with self._service() as connection:
            entry = self._entry(connection, email)
        if entry is None or not old:
            return False
        with self._connected(entry["dn"], old) as own:
            if own is None:
                return False
            if not own.extend.standard.modify_password(entry["dn"], old, new):
                raise Invalid("The directory does not take this password. Choose another one.", ("password",))
        return True

    def add(self, email: str, name: str, password: str) -> None:
        """Make an inetOrgPerson (RFC 2798) below the base for sign-ups."""
        base = self._settings.sign_up_base
        if base is None:
            raise Unsupported("The directory makes no accounts. Ask an administrator for one.")
        from ldap3.utils.dn import escape_rdn

        with self._service() as connection:
            if self._entry(connection, email) is not None:
                raise Conflict("There is an account with this e-mail address already.", ("email",))
            entry = f"uid={escape_rdn(email)},{base}"
            attributes = {"mail": email, "cn": name or email, "sn": (name or email).split()[-1], "uid": email}
            if not connection.add(entry, ["inetOrgPerson"], attributes):
                raise Unsupported(NOT_MADE)
            # By the extended operation, so that the directory hashes the password in a way of its own.
            if not connection.extend.standard.modify_password(entry, None, password):
                connection.delete(entry)
                raise Invalid("The directory does not take this password. Choose another one.", ("password",))

    def _entry(self, connection: Any, email: str) -> dict[str, Any] | None:
        """Return the one entry of an address; of several none, because nobody knows which is meant."""
        wanted = self._settings.user_filter.replace("{}", _escaped(email.strip()))
        connection.search(self._settings.user_base, wanted, attributes=list(ATTRIBUTES), size_limit=2)
        found = [each for each in connection.response or () if each.get("type") == "searchResEntry"]
        return found[0] if len(found) == 1 else None

    def _is_right(self, name: str, password: str) -> bool:
        with self._connected(name, password) as connection:
            return connection is not None

    def _role(self, connection: Any, name: str) -> Role | None:
        if self._settings.group_base is None:
            return None
        wanted = self._settings.group_filter.replace("{}", _escaped(name))
        connection.search(self._settings.group_base, wanted, attributes=["cn"])
        groups = {each["dn"].lower() for each in connection.response or () if each.get("type") == "searchResEntry"}
        return next((role for group, role in self._settings.roles.items() if group.lower() in groups), None)

    @contextmanager
    def _service(self) -> Iterator[Any]:
        """Yield a connection of the hub's own account."""
        with self._connected(self._settings.bind_name, self._settings.bind_password) as connection:
            if connection is None:
                raise Unavailable(AWAY)  # the hub's own account is refused: nobody can sign in there
            yield connection

    @contextmanager
    def _connected(self, name: str, password: str) -> Iterator[Any]:
        """Yield a bound connection to the first server that answers, None when it refuses name and password."""
        from ldap3 import Connection
        from ldap3.core.exceptions import LDAPBindError, LDAPException, LDAPInvalidCredentialsResult

        for server in self._servers():
            connection = Connection(
                server, name, password, receive_timeout=self._settings.timeout_seconds, auto_referrals=False
            )
            try:
                connection.open()
                if self._settings.start_tls and not connection.start_tls():
                    continue
                is_bound = connection.bind()
            except (LDAPBindError, LDAPInvalidCredentialsResult):
                is_bound = False
            except (LDAPException, OSError):
                continue  # this one is away, or cannot be trusted: the next
            try:
                yield connection if is_bound else None
            except (LDAPException, OSError):
                raise Unavailable(AWAY) from None
            finally:
                connection.unbind()
            return
        raise Unavailable(AWAY)

    def _servers(self) -> Iterator[Any]:
        from ldap3 import NONE, Server, Tls

        ca_file = str(self._settings.ca_file) if self._settings.ca_file else None
        for address in self._settings.servers:
            is_encrypted = address.startswith("ldaps://") or self._settings.start_tls
            tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=ca_file) if is_encrypted else None
            yield Server(address, get_info=NONE, tls=tls, connect_timeout=self._settings.timeout_seconds)


def _escaped(value: str) -> str:
    from ldap3.utils.conv import escape_filter_chars

    return str(escape_filter_chars(value))


def _name(entry: Mapping[str, Any]) -> str | None:
    attributes = entry.get("attributes", {})
    for attribute in ("displayName", "cn"):
        value = attributes.get(attribute)
        if value:
            return str(value[0] if isinstance(value, list) else value)
    return None
