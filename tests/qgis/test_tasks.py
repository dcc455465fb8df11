"""Work in the background: results and exceptions come back, a cancel stops it, a closed project ends it."""

from __future__ import annotations

import gc
import threading
from functools import partial

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsTask,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from ecoledger import tasks
from ecoledger.core.errors import Cancelled, DataError


class Heard:
    """What was handed over, and in which thread."""

    def __init__(self):
        self.results, self.errors, self.threads = [], [], []

    def then(self, result):
        self.results.append(result)
        self.threads.append(QThread.currentThread())

    def otherwise(self, error):
        self.errors.append(error)
        self.threads.append(QThread.currentThread())


def settle(task, patience=10_000):
    """Let the task end and its signals arrive."""
    assert task.waitForFinished(patience)
    for _ in range(20):
        QCoreApplication.processEvents()


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def project():
    return QgsProject()


def begin(function, heard, project):
    return tasks.start("算台账", function, heard.then, heard.otherwise, project=project)


def double(value, step):
    step(0.5)
    return value * 2, threading.current_thread() is threading.main_thread()


def test_a_result_comes_back_in_the_main_thread(heard, project):
    settle(begin(partial(double, 21), heard, project))
    assert heard.results == [(42, False)] and heard.errors == []
    assert heard.threads == [QCoreApplication.instance().thread()]
    assert not tasks._running
    project.clear()  # whose task is gone: nothing happens


def test_progress_is_told_in_percent(heard, project):
    def work(step):
        step(0.25)
        return task.progress()

    held = threading.Event()
    task = begin(lambda step: held.wait(5) and work(step), heard, project)
    held.set()
    settle(task)
    assert heard.results == [25.0]


@pytest.mark.parametrize(
    "error", [DataError("No such field", "Choose another."), ZeroDivisionError("a fault of ours")]
)
def test_whatever_is_raised_comes_back_as_it_is(heard, project, error):
    def work(step):
        raise error

    settle(begin(work, heard, project))
    assert heard.errors == [error] and heard.results == []
    assert heard.threads == [QCoreApplication.instance().thread()]


def endless(started, step):
    started.set()
    while True:
        step(0.1)
        threading.Event().wait(0.001)


def test_a_cancel_is_noticed_at_the_next_step(heard, project):
    started = threading.Event()
    task = begin(partial(endless, started), heard, project)
    assert started.wait(5)
    task.cancel()
    settle(task)
    assert [type(error) for error in heard.errors] == [Cancelled]


def test_a_task_cancelled_before_it_began_says_so(heard, project):
    blocker = threading.Event()
    task = tasks.CoreTask("算", lambda step: 1, heard.then, heard.otherwise)
    waiting = QgsTask.fromFunction("别的", lambda task: blocker.wait(5))
    task.addSubTask(waiting, [], QgsTask.SubTaskDependency.ParentDependsOnSubTask)
    tasks._running.add(task)
    QgsApplication.taskManager().addTask(task)
    task.cancel()
    blocker.set()
    for _ in range(200):
        QCoreApplication.processEvents()
        QThread.msleep(5)
        if heard.errors:
            break
    assert [type(error) for error in heard.errors] == [Cancelled]
    assert not tasks._running


def test_a_closed_project_cancels_and_nothing_is_handed_over(heard, project):
    started = threading.Event()
    task = begin(partial(endless, started), heard, project)
    assert started.wait(5)
    project.clear()
    settle(task)
    assert heard.results == heard.errors == []
    assert not tasks._running


def test_a_result_that_is_ready_when_the_project_closes_is_dropped(heard, project):
    done = threading.Event()

    def work(step):
        done.set()
        return 1

    task = begin(work, heard, project)
    assert done.wait(5)
    project.clear()
    settle(task)
    assert heard.results == heard.errors == []


def test_unloading_the_plugin_abandons_what_runs(heard, project, qgis_iface):
    import ecoledger

    plugin = ecoledger.classFactory(qgis_iface)
    plugin.initGui()
    started = threading.Event()
    task = begin(partial(endless, started), heard, project)
    assert started.wait(5)
    plugin.unload()
    settle(task)
    assert heard.results == heard.errors == []


def project_point(step):
    from ecoledger.core.area import measurable

    return measurable("EPSG:4525").to_epsg(), measurable("EPSG:4490").name


def test_core_finds_its_projections_task_after_task_in_the_same_threads(heard, project):
    # pyproj 3.7 kept a freed context there: the second or third task ended QGIS (pyproj4/pyproj#1622).
    for _ in range(12):
        settle(begin(project_point, heard, project))
    assert heard.results == [(4525, "China Geodetic Coordinate System 2000")] * 12 and not heard.errors


def test_an_algorithm_in_the_background_does_too(plugin, tmp_path, qtbot):
    from ecoledger.tests.qgis.running import layer, square

    parcels = layer((square(0, 0, 100), "甲"))
    for number in range(6):
        context, said, heard = QgsProcessingContext(), QgsProcessingFeedback(), []
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("ecoledger:officialarea")
        parameters = {"INPUT": parcels, "OUTPUT": str(tmp_path / f"面积{number}.gpkg")}
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, said)
        task.executed.connect(lambda good, results, heard=heard: heard.append(good))
        QgsApplication.taskManager().addTask(task)
        qtbot.waitUntil(lambda heard=heard: bool(heard), timeout=10_000)
        assert heard == [True]


def test_garbage_of_the_main_thread_is_not_collected_in_a_worker(heard, project):
    ended_in = []

    class Knot:
        """Garbage that only the collector finds, as a window and its handlers often are."""

        def __init__(self):
            self.itself = self

        def __del__(self):
            ended_in.append(threading.current_thread())

    def work(step):
        return len([[] for _ in range(100_000)])  # enough for many collections

    Knot()
    settle(begin(work, heard, project))
    gc.collect()
    assert heard.results == [100_000]
    assert ended_in == [threading.main_thread()]
    assert gc.isenabled()
