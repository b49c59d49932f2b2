"""De-identification profiles."""

import strawberry

from app.imaging.deidentify.profile import BUILT_IN
from app.schema.interfaces import Node

DESCRIPTIONS = {
    "research": "PS3.15 Basic Profile; patient characteristics are kept, dates move by a secret number of days.",
    "strict": "PS3.15 Basic Profile without options: dates and patient characteristics go too.",
}


@strawberry.type(description="A named set of rules for de-identification.")
class DeidentificationProfile(Node):
    id: strawberry.ID = strawberry.field(description="The name: profiles come with the hub, the same in each.")
    name: str = strawberry.field(description="Name, as uploads and the command line take it.")
    version: int = strawberry.field(description="Counts the changes of its rules.")
    description: str = strawberry.field(description="What it does.")

    @classmethod
    def named(cls, name: str, version: int | None = None) -> "DeidentificationProfile":
        """Return a profile by its name, also one that is not offered any more; in its newest version by default."""
        if version is None:
            version = BUILT_IN[name].version
        return cls(id=strawberry.ID(name), name=name, version=version, description=DESCRIPTIONS.get(name, ""))
