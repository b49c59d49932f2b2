"""What people do with their own accounts: sign up, forget the password, change it."""

from asyncio import create_task, sleep, to_thread
from datetime import timedelta

from app.auth import tokens
from app.auth.permissions import Role
from app.auth.throttle import Attempt
from app.documents import users
from app.documents.audit import audit_event
from app.documents.base import now
from app.documents.connect import Transaction
from app.documents.transactions import in_transaction
from app.documents.users import PasswordLink, User
from app.domain.ids import new_id
from app.errors import Conflict, Expired, Forbidden, Invalid, Unavailable
from app.observability import log
from app.resolvers import directory, second_factor
from app.resolvers.context import Caller, Context, Hub
from app.resolvers.hashing import hashed, matches
from app.resolvers.people import checked_address, checked_name
from app.resolvers.sessions import SignedIn, begin, own_account
from app.settings import SignUp

DIRECTORY_SECONDS = 2.0  # what a sign-up takes at least where a directory may be asked
RESET_LIFETIME = timedelta(hours=1)
INVITATION_LIFETIME = timedelta(days=3)
LINK_ENDED = "This link was used already, or has expired. Ask for a new one."
CLOSED = "Nobody can sign up here. Ask an administrator for an account."
STATUS_OF = {SignUp.OPEN: "ACTIVE", SignUp.APPROVAL: "PENDING"}


async def sign_up(context: Context, email: str, password: str, name: str | None, caller: Caller) -> str:
    """Return the status of new accounts, the same whether this one was made or there was one with the address.

    Raises Forbidden when signing up is closed; Invalid for what is no address, or too weak a password.
    """
    mode = context.hub.settings.signup
    if mode is SignUp.CLOSED:
        raise Forbidden(CLOSED)
    address = checked_address(email)
    context.hub.attempts.begin(Attempt.SIGN_UP, caller.address, address)
    password_hash = await hashed(context.hub.hashing, password)  # as long for an address that is taken
    user = User(
        id=new_id("usr"), email=address, name=checked_name(name), role=Role.VIEWER.value, status=STATUS_OF[mode],
        password_hash=password_hash,
    )  # fmt: skip

    if not context.hub.settings.ldap_sign_up_base:
        return await _made(context.hub, user)
    is_over = create_task(sleep(DIRECTORY_SECONDS))
    try:
        return await _made_in_directory(context.hub, user, password)
    finally:
        await is_over  # whether the directory was asked, what it answered and how fast is nobody's to know


async def _made_in_directory(hub: Hub, user: User, password: str) -> str:
    if not await User.find_one({"email": user.email}):
        if not await directory.add(hub, user.email, user.name or "", password):
            return user.status  # the directory knows the address: its owner signs in with the password there
        user.source, user.password_hash = directory.SOURCE, None
    return await _made(hub, user)


async def _made(hub: Hub, user: User) -> str:
    """Return the status of new accounts, whether this one was made or there was one with the address."""

    async def work(session: Transaction) -> None:
        known = await User.find_one({"email": user.email}, session=session)
        if known is None:
            await user.insert(session=session)
        action = "account.signed_up" if known is None else "account.signed_up_again"
        await audit_event(None, action, (known or user).id).insert(session=session)

    await in_transaction(hub.database, work, again_when_known=True)
    return user.status


def request_reset(context: Context, email: str, caller: Caller) -> None:
    """Begin to mail a link, if there is an active account with the address; the answer tells nothing of it."""
    address = email.strip().lower()
    context.hub.attempts.begin(Attempt.RESET_REQUEST, caller.address, address[:320])
    context.hub.background.start(_mail_reset(context.hub, address))


async def _mail_reset(hub: Hub, address: str) -> None:
    user = await User.find_one({"email": address, "status": "ACTIVE", "source": "LOCAL"})
    if user is not None:
        link = await new_link(hub, user, RESET_LIFETIME)
        text = (
            "Somebody, probably you, asked for a new password of your account at the Medical Data Hub.\n\n"
            f"Set it here within an hour: {link}\n\n"
            "If it was not you, do nothing: your password stays as it is.\n"
        )
        await mail(hub, user.email, "A new password for the Medical Data Hub", text)
        await audit_event(user.id, "password.reset_requested", user.id).insert()


async def invite(hub: Hub, user: User) -> None:
    """Mail a link by which somebody whose account an administrator made sets the first password."""
    link = await new_link(hub, user, INVITATION_LIFETIME)
    text = (
        "An administrator made an account for you at the Medical Data Hub.\n\n"
        f"Choose a password here within three days: {link}\n"
    )
    await mail(hub, user.email, "Your account at the Medical Data Hub", text)


async def tell_accepted(hub: Hub, user: User) -> None:
    """Mail that an account that waited can be used."""
    text = f"Your account at the Medical Data Hub is ready. Sign in here: {hub.settings.public_url}\n"
    await mail(hub, user.email, "Your account at the Medical Data Hub is ready", text)


async def new_link(hub: Hub, user: User, lifetime: timedelta) -> str:
    """Return a link by which the user sets a new password, once; it is the only one that works."""
    token = tokens.new_token()
    await PasswordLink.find({"user_id": user.id}).delete()
    await PasswordLink(
        id=new_id("lnk"), user_id=user.id, token_hash=tokens.token_hash(token), expires_at=now() + lifetime
    ).insert()  # fmt: skip
    return f"{hub.settings.public_url}/reset-password#{token}"  # what is behind a # reaches no server's log


async def mail(hub: Hub, to: str, subject: str, text: str) -> None:
    """Hand over a mail; what goes wrong is logged."""
    if hub.send_mail is None:
        log.event("mail.not_configured")
        return
    try:
        await to_thread(hub.send_mail, to, subject, text)
    except OSError as error:  # the errors of smtplib are of this kind, too
        log.failure("mail.failed", error)


async def reset_password(
    context: Context, token: str, new_password: str, caller: Caller, code: str | None = None
) -> SignedIn:
    """Return a session after setting a new password by a link; ends all others.

    Raises Expired for a link that works no more, Invalid for a weak password, Required at `code` for a second factor.
    """
    context.hub.attempts.begin(Attempt.RESET, caller.address, "")
    password_hash = await hashed(context.hub.hashing, new_password, "newPassword")
    link = await PasswordLink.find_one({"token_hash": tokens.token_hash(token), "expires_at": {"$gt": now()}})
    user = await User.find_one({"_id": link.user_id, "status": "ACTIVE"}) if link else None
    if user is None:
        raise Expired(LINK_ENDED, ("token",))
    await second_factor.check(context, user, code, caller.address)

    async def work(session: Transaction) -> None:
        if not await users.take_link(tokens.token_hash(token), session):
            raise Expired(LINK_ENDED, ("token",))
        await _set_password(user.id, password_hash, session)
        await audit_event(user.id, "password.reset", user.id).insert(session=session)

    await in_transaction(context.hub.database, work)
    context.hub.attempts.succeed(Attempt.RESET, caller.address, "")
    user.password_hash = password_hash
    return await begin(context, user, caller)


async def rename(user: User, name: str | None) -> User:
    """Return an account with another name as shown to others; raises Invalid."""
    user.name = checked_name(name)
    await users.set_values(user.id, {"name": user.name})
    await audit_event(user.id, "user.updated", user.id, before={}, after={}).insert()
    return user


async def change_password(context: Context, current: str, new_password: str, caller: Caller) -> SignedIn:
    """Return a new session after changing the caller's password; all earlier ones have ended."""
    user = await own_account(context)
    if directory.is_asked(context.hub, user):
        return await _change_in_directory(context, user, current, new_password, caller)
    if user.source != "LOCAL":
        raise Conflict("Your password is kept by the institution's directory. Change it there.")
    await second_factor.check_password(context, user, current, caller.address, "currentPassword")
    if await matches(context.hub.hashing, user.password_hash, new_password):
        raise Invalid("This is your password already. Choose another one.", ("newPassword",))
    password_hash = await hashed(context.hub.hashing, new_password, "newPassword")

    async def work(session: Transaction) -> None:
        await _set_password(user.id, password_hash, session)
        await audit_event(user.id, "password.changed", user.id).insert(session=session)

    await in_transaction(context.hub.database, work)
    user.password_hash = password_hash
    return await begin(context, user, caller)


async def _change_in_directory(
    context: Context, user: User, current: str, new_password: str, caller: Caller
) -> SignedIn:
    context.hub.attempts.begin(Attempt.PASSWORD, caller.address, user.id)
    await hashed(context.hub.hashing, new_password, "newPassword")  # weak ones are refused here, too
    await directory.change_password(context.hub, user, current, new_password)
    context.hub.attempts.succeed(Attempt.PASSWORD, caller.address, user.id)
    await users.end_sessions(user.id)
    await audit_event(user.id, "password.changed", user.id, source=directory.SOURCE).insert()
    return await begin(context, user, caller)


async def _set_password(user_id: str, password_hash: str, session: Transaction) -> None:
    await users.set_values(user_id, {"password_hash": password_hash}, session)
    await users.end_sessions(user_id, session)


def check_can_invite(hub: Hub) -> None:
    """Raise Unavailable when nobody could be told how to choose a first password."""
    if hub.send_mail is None:
        raise Unavailable("The hub cannot send mail (HUB_SMTP_HOST): give the account a password.")
