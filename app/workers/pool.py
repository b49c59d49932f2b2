"""A pool of worker processes that survives what its tasks do: crashes, hangs and the death of the hub."""

import asyncio
import multiprocessing
import os
import resource
import select
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from app.errors import HubError, Rejected
from app.observability import log

P = ParamSpec("P")
R = TypeVar("R")

BEHIND_REQUESTS = 5  # niceness of bulk work: people's requests come first
TASK_TIMEOUT_SECONDS = 300  # a batch takes a second or two; a long cine of an ultrasound a minute


class WorkerLost(Rejected):
    """The worker or the task crashed, or was ended because it took too long."""

    def __init__(self) -> None:
        super().__init__("The file could not be read safely: the reader crashed or took too long on it.")


class WorkerPool:
    """Child processes, one task each at a time, so that a timeout counts work and not waiting."""

    def __init__(
        self,
        size: int | None = None,
        timeout_seconds: float = TASK_TIMEOUT_SECONDS,
        niceness: int = BEHIND_REQUESTS,
        memory_bytes: int | None = None,
    ) -> None:
        self.size = size or os.cpu_count() or 1
        self._timeout_seconds = timeout_seconds
        self._niceness = niceness
        self._memory_bytes = memory_bytes
        self._slots = asyncio.Semaphore(self.size)
        self._executor = self._new_executor()

    def _new_executor(self) -> ProcessPoolExecutor:
        # A fork server with the tasks imported once: workers start quickly and hold nothing of the server's memory.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["app.workers.tasks"])
        return ProcessPoolExecutor(
            self.size,
            mp_context=context,
            initializer=_begin_worker,
            initargs=(os.getpid(), self._niceness, self._memory_bytes),
        )

    async def run(self, task: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what `task`, a top-level function of picklable values, returns.

        Raises HubError alone: the task's own, or WorkerLost when its process ends or the task breaks.
        """
        async with self._slots:
            executor = self._executor
            future = executor.submit(task, *args, **kwargs)
            try:
                return await asyncio.wait_for(asyncio.wrap_future(future), self._timeout_seconds)
            except (BrokenProcessPool, TimeoutError):
                self._replace(executor)
                raise WorkerLost from None
            except HubError:
                raise
            except Exception as error:  # noqa: BLE001  # a hostile file must not end what works on many
                log.failure("task.failed", error)
                raise WorkerLost from None

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        if self._executor is broken:
            self._executor = self._new_executor()
        _kill(broken)

    def close(self) -> None:
        """End the workers at once; unfinished files are taken up again at the next start."""
        _kill(self._executor)


def _kill(executor: ProcessPoolExecutor) -> None:
    processes = list((executor._processes or {}).values())  # noqa: SLF001  # kill_workers() comes with Python 3.14
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()


def _begin_worker(hub: int, niceness: int, memory_bytes: int | None) -> None:
    if memory_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    threading.Thread(target=_end_with, args=(os.pidfd_open(hub),), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the hub's to handle
    os.umask(0o077)
    os.nice(niceness)


def _end_with(hub: int) -> None:
    # The fork server lives as long as its workers, so its end cannot be what ends them: they watch the hub itself.
    select.select([hub], [], [])  # readable once the process has ended
    os._exit(1)
