"""Find and load shapely and its company safely inside QGIS, or name what is missing.

Why this is not a plain import: on Linux the QGIS executable has its own GEOS, GDAL and PROJ in the
global symbol scope. The wheels of shapely, pyogrio and pyproj bring theirs, and the loader binds a
wheel's symbols partly to the one, partly to the other: memory is corrupted (shapely/shapely#1186,
qgis/QGIS#35342). Loaded with RTLD_DEEPBIND a wheel looks into its own libraries first.

Nothing heavy is imported here at the top: QGIS starts without these libraries, and with them no slower.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import importlib.machinery
import importlib.metadata
import importlib.util
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .core.errors import MissingLibrary
from .core.words import QT_TRANSLATE_NOOP

# Import name and the oldest version core is written for; the same bounds as requirements.txt.
NEEDED = {"shapely": "2.1", "pyproj": "3.4", "pyogrio": "0.7", "pandas": "2", "geopandas": "1"}

# These bring C libraries that QGIS has too.
CLASHING = ("shapely", "pyproj", "pyogrio")

_lock = threading.Lock()
_thread = threading.local()
_loaded = False


def missing() -> list[str]:
    """Name what the machine lacks, without importing it, as pip would take it: ``["shapely>=2.1"]``."""
    _extend_path()
    return [f"{name}>={least}" for name, least in NEEDED.items() if not _present(name, least)]


def load() -> None:
    """Import the libraries core needs. Cheap from the second time on.

    To be called in every thread core is used in, before it is.

    Raises
    ------
    MissingLibrary
        One is not there, too old, damaged, or clashes with the libraries of QGIS.
    """
    global _loaded
    _keep_thread_state()
    if _loaded:
        return
    with _lock:
        if _loaded:
            return
        lacking = missing()
        if lacking:
            raise missing_error(lacking)
        _import()
        _verify()
        _loaded = True


def _keep_thread_state() -> None:
    """Let Python's state of a thread that Qt made live as long as the thread, not as long as one task.

    With the state goes the thread's PROJ context, which pyproj from 3.7 on finds again all the same: the next
    task in that thread of Qt's pool would use freed memory (pyproj4/pyproj#1622, qgis/QGIS#63339).
    """
    made_by_qt = isinstance(threading.current_thread(), threading._DummyThread)
    if made_by_qt and not hasattr(_thread, "kept"):
        ctypes.pythonapi.PyGILState_Ensure()  # without its Release: that is what ends the state
        _thread.kept = True


def missing_error(lacking: list[str]) -> MissingLibrary:
    """Return the error that says what is missing and how to get it."""
    quoted = " ".join(f'"{name}"' for name in lacking)
    return MissingLibrary(
        QT_TRANSLATE_NOOP("EcoLedger", "Missing Python libraries: {libraries}"),
        QT_TRANSLATE_NOOP(
            "EcoLedger",
            "Install the plugin QPIP, which offers to fetch them; or run in the OSGeo4W shell (Windows) "
            "or in a terminal: python3 -m pip install {command}. Then restart QGIS.",
        ),
        libraries=", ".join(lacking),
        command=quoted if "pandas" in quoted else f'{quoted} "pandas<3"',
    )


def _extend_path() -> None:
    """Append the folder in ECOLEDGER_DEPS: behind QGIS' own, so that QGIS' numpy stays the first."""
    extra = os.environ.get("ECOLEDGER_DEPS")
    if extra and extra not in sys.path:
        sys.path.append(extra)
        importlib.invalidate_caches()


def _present(name: str, least: str) -> bool:
    try:
        if importlib.util.find_spec(name) is None:
            return False
        return _numbers(importlib.metadata.version(name)) >= _numbers(least)
    except importlib.metadata.PackageNotFoundError:
        return True  # importable without metadata: some systems' builds; the import will tell
    except (ImportError, ValueError):
        return False


def _numbers(version: str) -> tuple[int, ...]:
    """Return the leading numbers of a version: ``"3.7.2rc1"`` is (3, 7)."""
    numbers: list[int] = []
    for part in version.split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return tuple(numbers)


@contextmanager
def _own_symbols_first() -> Iterator[None]:
    if not hasattr(os, "RTLD_DEEPBIND"):  # Windows and macOS bind by library, not by bare name
        yield
        return
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags | os.RTLD_DEEPBIND)
    try:
        yield
    finally:
        sys.setdlopenflags(flags)


def _import() -> None:
    name = ""
    try:
        with _own_symbols_first():
            for name in ("shapely", "pyproj", "pyogrio", "pandas", "geopandas"):
                importlib.import_module(name)
            for name in CLASHING:
                _import_extensions(name)
    except ImportError as error:
        raise MissingLibrary(
            QT_TRANSLATE_NOOP("EcoLedger", "The Python library {library} cannot be loaded"),
            QT_TRANSLATE_NOOP(
                "EcoLedger",
                "Install it again: python3 -m pip install --force-reinstall {library}. Then restart QGIS.",
            ),
            detail="{reason}",
            library=name,
            reason=error,
        ) from error


def _import_extensions(name: str) -> None:
    """Import every C module of a package now: one that came later would come without the flag."""
    folder = Path(sys.modules[name].__file__ or "").parent
    for suffix in importlib.machinery.EXTENSION_SUFFIXES:
        for file in folder.rglob(f"*{suffix}"):
            parts = file.relative_to(folder).parent.parts
            stem = file.name[: -len(suffix)]
            with suppress(ImportError):  # an optional one; those that matter came with the package
                importlib.import_module(".".join((name, *parts, stem)))


def _verify() -> None:
    """Do the one small thing that fails when shapely is bound to two libraries at once."""
    import shapely

    try:
        ok = shapely.from_wkb(shapely.to_wkb(shapely.Point(1, 2))).equals(shapely.Point(1, 2))
    except shapely.errors.GEOSException:
        ok = False
    if not ok:
        raise MissingLibrary(
            QT_TRANSLATE_NOOP("EcoLedger", "The Python library {library} clashes with QGIS' own libraries"),
            QT_TRANSLATE_NOOP(
                "EcoLedger",
                "It was loaded before this plugin, from {folder}. Switch off the other plugin that uses "
                "it, take the folder off PYTHONPATH, or install the system's own package of it; then restart "
                "QGIS.",
            ),
            library="shapely",
            folder=str(Path(shapely.__file__).parent),
        )


_quiet, _collects = 0, True  # workers that want it quiet; whether it ran before the first of them


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep Python's garbage collector from running while a worker thread works.

    It runs in whatever thread allocates, and the garbage may be a window of QGIS: Qt takes those down in the
    main thread only, and crashes elsewhere. What is left lying is collected when the last worker is done.
    """
    global _quiet, _collects
    with _lock:
        _collects = gc.isenabled() if not _quiet else _collects
        _quiet += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _quiet -= 1
            if not _quiet and _collects:
                gc.enable()
