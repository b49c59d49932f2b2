"""Count what is asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo import monitoring
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

COUNTED = {"find", "aggregate", "getMore", "insert", "update", "delete", "findAndModify", "count", "distinct"}


class _Recorder(CommandListener):
    def __init__(self) -> None:
        self.lists: list[list[str]] = []

    def started(self, event: CommandStartedEvent) -> None:
        if event.command_name in COUNTED:
            collection = event.command.get("collection", event.command[event.command_name])
            for names in self.lists:
                names.append(f"{event.command_name} {collection}")

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Nothing to do."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Nothing to do."""


_recorder = _Recorder()
monitoring.register(_recorder)


@contextmanager
def commands() -> Iterator[list[str]]:
    """Yield the list of commands of the block, such as `find patients`; import this module before connecting."""
    names: list[str] = []
    _recorder.lists.append(names)
    try:
        yield names
    finally:
        _recorder.lists.remove(names)
