"""Password hashes, which are meant to be slow: a few at a time, so that a flood of them holds up nothing else."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from app.auth.passwords import hash_password, is_password

AT_ONCE = 2  # each takes 64 MiB and a core for a moment


def executor() -> ThreadPoolExecutor:
    """Return the threads of a hub that make and check hashes."""
    return ThreadPoolExecutor(AT_ONCE, "passwords")


async def hashed(threads: ThreadPoolExecutor, password: str, name: str = "password") -> str:
    """Return the hash; raises Invalid, at the input `name`, for a password that is too short or common."""
    return await asyncio.get_running_loop().run_in_executor(threads, hash_password, password, name)


async def matches(threads: ThreadPoolExecutor, password_hash: str | None, password: str) -> bool:
    """Return whether the password is right; False, after the same time, when there is no hash."""
    return await asyncio.get_running_loop().run_in_executor(threads, is_password, password_hash, password)
