"""A PostgreSQL cluster of our own for one run: made, started on a socket, stopped and removed.

It lives in a temporary folder: a socket's path may have 107 characters, and the unprivileged user that root
has to hand it to may not be able to reach the checkout.
"""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATABASE = "bench"
UNPRIVILEGED = "postgres"  # made by Debian's package; PostgreSQL refuses to run as root
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "512MB",
    "work_mem": "256MB",
    "maintenance_work_mem": "256MB",
    "max_parallel_workers_per_gather": str(os.cpu_count() or 1),
    "parallel_setup_cost": "0",
    "parallel_tuple_cost": "0",
    "min_parallel_table_scan_size": "0",
    "jit": "off",
}


def server_programs() -> Path | None:
    """Return the folder of initdb and pg_ctl of the newest PostgreSQL with PostGIS, None without one."""
    for extension in sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"), reverse=True):
        programs = Path("/usr/lib/postgresql") / extension.parts[-3] / "bin"
        if (programs / "initdb").exists():
            return programs
    return None


@contextmanager
def running() -> Iterator[tuple[str, str]]:
    """Start a cluster with one empty database; give the socket's folder and the superuser's name."""
    home = Path(tempfile.mkdtemp(prefix="ecoledger-bench-"))
    user = UNPRIVILEGED if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:
        shutil.chown(home, user)
    programs, data = server_programs(), home / "data"
    settings = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
    try:
        _as_user(user, programs / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        _as_user(user, programs / "pg_ctl", "-D", data, "-l", home / "log", "-w",
                 "-o", f"{settings} -k {home}", "start")  # fmt: skip
        try:
            _as_user(user, programs / "createdb", "-h", home, DATABASE)
            yield str(home), user
        finally:
            _as_user(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _as_user(user: str, *command: object) -> None:
    prefix = ["runuser", "-u", user, "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*prefix, *map(str, command)],
        check=True,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
