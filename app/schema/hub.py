"""What a page must know of the hub before anybody has signed in."""

from enum import Enum

import strawberry

from app.schema.directives import public, query
from app.schema.info import Info


@strawberry.enum(description="Who may sign up.")
class SignUpMode(Enum):
    APPROVAL = strawberry.enum_value("approval", description="Anybody; an administrator accepts.")
    OPEN = strawberry.enum_value("open", description="Anybody, at once.")
    CLOSED = strawberry.enum_value("closed", description="Nobody.")


@strawberry.type(description="What anybody may know of this hub.")
class HubInfo:
    sign_up: SignUpMode = strawberry.field(description="Who may sign up.")
    sends_mail: bool = strawberry.field(
        description="Whether it can mail links, for forgotten passwords and for new accounts."
    )


@strawberry.type
class HubQuery:
    @query(public(), description="What anybody may know of this hub.")
    def hub(self, info: Info) -> HubInfo:
        hub = info.context.hub
        return HubInfo(sign_up=SignUpMode(hub.settings.signup.value), sends_mail=hub.send_mail is not None)
