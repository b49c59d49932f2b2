"""Secrets that an operator gives: those that anybody could guess are refused."""

SHORTEST_KEY = 32  # characters
FEWEST_DIFFERENT = 10  # of random hexadecimal digits, one key in a thousand million has fewer
OF_EXAMPLES = (
    "changeme",
    "change-me",
    "change_me",
    "secret",
    "password",
    "example",
    "default",
    "insecure",
    "replace",
    "medhub",
    "xxxx",
    "12345678",
)


def is_weak(key: str) -> bool:
    """Return whether a key is short, monotonous, or looks like one of an example."""
    return (
        len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_DIFFERENT or any(word in key.lower() for word in OF_EXAMPLES)
    )
