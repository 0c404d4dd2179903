"""Work beside a window: its result, its error, how far it is, and its end before the end."""

import threading

import pytest

from monitor.engine.errands import Errand
from monitor.errors import RecordingError

END_S = 10


def test_its_result_is_there_once_it_is_done():
    go = threading.Event()

    def work(_errand):
        assert go.wait(END_S)
        return threading.current_thread().name

    errand = Errand(work)
    assert not errand.done
    go.set()
    assert errand.result() == "errand"
    assert errand.done


@pytest.mark.parametrize("error", [RecordingError("It cannot be read."), ValueError("a fault of ours")])
def test_what_goes_wrong_is_raised_where_the_result_is_asked_for(error):
    def work(_errand):
        raise error

    errand = Errand(work)
    with pytest.raises(type(error), match=str(error)):
        errand.result()
    assert errand.done


@pytest.mark.parametrize(
    ("done", "total", "fraction"), [(1.0, 4.0, 0.25), (5.0, 4.0, 1.0), (3.0, None, None), (0.0, 0.0, None)]
)
def test_how_far_it_is(done, total, fraction):
    errand = Errand(lambda errand: errand.moved(done, total))
    errand.result()
    assert errand.fraction == fraction


def test_it_ends_when_it_hears_that_it_is_not_wanted():
    def work(errand):
        while not errand.stopped:
            pass
        return "stopped"

    errand = Errand(work)
    errand.stop()
    assert errand.result() == "stopped"
