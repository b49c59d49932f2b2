"""Server-sent events of GraphQL (graphql-sse, distinct connections mode), with the line ends that all clients read."""

from strawberry.http.streaming import SSETransport


class Events(SSETransport):
    """Strawberry's transport ends lines as HTTP does, which some clients (urql) do not take for the end of an event."""

    def encode_event(self, event: str, data: str | None = None) -> str:
        """Return one event; JSON has no line ends."""
        return f"event: {event}\ndata: {data or ''}\n\n"

    def encode_comment(self, comment: str) -> str:
        """Return what keeps a connection open."""
        return f": {comment}\n\n"
