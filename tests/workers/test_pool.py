"""The pool outlives its tasks."""

import asyncio
import os
import signal
import time

import pytest

from app.workers.pool import WorkerLost, WorkerPool


def double(number: int) -> int:
    return number * 2


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def break_down() -> None:
    raise ZeroDivisionError("what it says may be of a file")


def hang() -> None:
    time.sleep(600)


async def test_a_task_returns_its_value_from_another_process(pool: WorkerPool) -> None:
    assert await pool.run(double, 21) == 42
    assert await pool.run(os.getpid) != os.getpid()


async def test_a_crash_is_a_refusal_and_the_next_task_runs() -> None:
    pool = WorkerPool(1)
    with pytest.raises(WorkerLost):
        await pool.run(die)
    assert await pool.run(double, 4) == 8
    pool.close()


async def test_what_a_task_did_not_foresee_is_a_refusal_that_says_nothing_of_it(pool: WorkerPool) -> None:
    with pytest.raises(WorkerLost) as error:
        await pool.run(break_down)
    assert "of a file" not in error.value.message
    assert error.value.__cause__ is None


async def test_a_task_that_hangs_is_ended_and_the_next_one_runs() -> None:
    pool = WorkerPool(1, timeout_seconds=20)
    await pool.run(double, 1)  # the process is up: the timeout below counts the task alone
    pool._timeout_seconds = 0.2
    with pytest.raises(WorkerLost):
        await pool.run(hang)
    pool._timeout_seconds = 20
    assert await pool.run(double, 4) == 8
    pool.close()


async def test_a_timeout_does_not_count_waiting_for_a_worker() -> None:
    pool = WorkerPool(1, timeout_seconds=20)
    assert await asyncio.gather(*(pool.run(double, number) for number in range(20))) == [n * 2 for n in range(20)]
    pool.close()
