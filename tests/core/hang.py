"""Work that may hang, done in a child process: a hang fails one test and not the run.

How long work takes is measured in benchmarks/; here it only has to come to an end.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import Any

PATIENCE = 60  # seconds; a thousand times what any of it takes


def comes_to_an_end(work: Callable[..., Any], *arguments: Any) -> bool:
    """Say whether work ended by itself and without an exception, whose traceback goes to stderr."""
    child = multiprocessing.get_context("fork").Process(target=work, args=arguments)
    child.start()
    child.join(PATIENCE)
    ended = child.exitcode == 0
    child.kill()
    child.join()
    return ended
