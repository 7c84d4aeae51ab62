"""Where work runs: processes that leave nothing behind, and schedulers that are there or are told to be missing."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from contextlib import closing
from threading import Thread
from time import perf_counter

import pytest

from nnexplorer.compute.experiments.executors import cluster, cores

pytestmark = pytest.mark.filterwarnings("ignore:Creating scratch directories")  # what dask says on a busy machine


def run(job):
    return job.result(timeout=60)


# What is sent to other processes is of the standard library: they need not find this file.


def test_work_is_done_in_other_processes():
    with cores(2) as executor:
        pids = {run(executor.submit(os.getpid)) for _ in range(4)}
    assert os.getpid() not in pids
    assert len(pids) <= 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_ctrl_c_is_left_to_the_program():
    with cores(1) as executor:
        assert run(executor.submit(signal.getsignal, signal.SIGINT)) is signal.SIG_IGN


def test_work_that_waits_is_given_up_without_a_word(monkeypatch):
    told = []
    monkeypatch.setattr(threading, "excepthook", told.append)
    for _ in range(3):
        with cores(2) as executor:
            jobs = [executor.submit(time.sleep, 0.05) for _ in range(40)]
            run(jobs[2])
    assert told == []


def test_an_error_of_the_work_is_raised_as_it_is():
    with pytest.raises(ZeroDivisionError), cores(1) as executor:
        run(executor.submit(divmod, 1, 0))


def test_a_process_that_is_ended_from_outside_is_told_in_one_line():
    with pytest.raises(OSError, match="fewer jobs") as told, cores(1) as executor:
        run(executor.submit(os.abort))
    assert "\n" not in str(told.value)


# Clusters -------------------------------------------------------------------------------------------------------


@pytest.fixture
def distributed():
    return pytest.importorskip("distributed")


def attempt(address):
    began = perf_counter()
    with cluster(address):
        pytest.fail("there is no scheduler")
    return perf_counter() - began


@pytest.mark.usefixtures("distributed")
@pytest.mark.parametrize("address", ["", "nowhere", "tcp://host", "bogus://host:1", ":"])
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValueError, match="tcp://host:8786, got") as told:
        attempt(address)
    assert "\n" not in str(told.value)


@pytest.mark.usefixtures("distributed")
def test_where_nothing_listens_it_is_said_soon():
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    began = perf_counter()
    with pytest.raises(OSError, match=f"127.0.0.1:{port}: none answers") as told:
        attempt(f"127.0.0.1:{port}")
    assert perf_counter() - began < 5
    assert "\n" not in str(told.value)


@pytest.mark.usefixtures("distributed")
def test_another_kind_of_server_is_no_scheduler():
    def answer(server):
        connection, _ = server.accept()
        with closing(connection):
            connection.recv(64)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 8)

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        thread = Thread(target=answer, args=(server,))
        thread.start()
        with pytest.raises(OSError, match="none answers"):
            attempt(f"tcp://127.0.0.1:{server.getsockname()[1]}")
        thread.join()


@pytest.fixture
def local_cluster(distributed, tmp_path):
    """A cluster of so many workers on this machine, each a process or none."""

    def start(workers, **options):
        return distributed.LocalCluster(
            workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            local_directory=str(tmp_path),
            **options,
        )

    return start


def test_a_worker_is_no_scheduler(local_cluster):
    with (
        local_cluster(1, processes=False, protocol="tcp://") as local,
        pytest.raises(OSError, match="none answers"),
    ):
        attempt(local.workers[0].address)


def test_a_task_that_kills_every_worker_is_told_in_one_line(distributed, local_cluster):
    with local_cluster(2) as local:
        with pytest.raises(OSError, match="workers") as told, cluster(local.scheduler_address) as executor:
            run(executor.submit(os.abort))
        with distributed.Client(local, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)  # one that is just being started again can't be ended
    assert "\n" not in str(told.value)


def test_without_the_package_it_is_said_what_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(OSError, match=r"nnexplorer\[cluster\]"):
        attempt("tcp://127.0.0.1:8786")
