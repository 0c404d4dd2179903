import threading
from dataclasses import replace

import pytest
from PyQt6.QtCore import QThread

from monitor.ui.bridge import SnapshotBridge
from tests.ui.pictures import BALANCED


@pytest.fixture
def arrivals(qapp):
    """A bridge, and the session time and thread of each snapshot that came over it."""
    bridge = SnapshotBridge()
    arrived = []
    bridge.arrived.connect(lambda snapshot: arrived.append((snapshot.at_s, QThread.currentThread())))
    return bridge, arrived


def publish(bridge, count):
    for number in range(count):
        bridge.publish(replace(BALANCED, at_s=float(number)))


def in_a_thread(bridge, count):
    thread = threading.Thread(target=publish, args=(bridge, count))
    thread.start()
    return thread


def test_a_busy_gui_finds_only_the_newest(arrivals, qapp):
    bridge, arrived = arrivals
    in_a_thread(bridge, 1000).join()
    assert arrived == []
    qapp.processEvents()
    assert arrived == [(999.0, qapp.thread())]


def test_it_wakes_again_for_each_that_comes_alone(arrivals, qapp):
    bridge, arrived = arrivals
    for at_s in (1.0, 2.0, 3.0):
        bridge.publish(replace(BALANCED, at_s=at_s))
        qapp.processEvents()
    assert [at_s for at_s, _ in arrived] == [1.0, 2.0, 3.0]


def test_never_delivers_within_the_publishing_call(arrivals, qapp):
    bridge, arrived = arrivals
    bridge.publish(BALANCED)
    assert arrived == []
    qapp.processEvents()
    assert len(arrived) == 1


def test_the_last_always_arrives_and_time_never_runs_back(arrivals, qapp, qtbot):
    bridge, arrived = arrivals
    for _ in range(5):
        arrived.clear()
        thread = in_a_thread(bridge, 3000)
        while thread.is_alive():
            qtbot.wait(1)
        thread.join()
        qtbot.waitUntil(lambda: bool(arrived) and arrived[-1][0] == 2999.0, timeout=2000)
        times = [at_s for at_s, _ in arrived]
        assert times == sorted(times)
        assert {thread for _, thread in arrived} == {qapp.thread()}
