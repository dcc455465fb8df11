"""Who takes part, a module each; libraries are imported at its top, before the clock starts.

TITLE            for the table
missing()        what is not installed, "" where it can take part
version()        of what it stands on
ready()          context around the run, also not timed (a database server)
run(path, read)  the timed part: answers the question; calls `read()` once the file is in memory
totals(answer)   {(township, target): (m² by its own means, dissolved geometry as WKB or None)}
peak_mb()        where the memory is not this process' own

`ready` and `peak_mb` are optional.
"""

from __future__ import annotations

ALL = ("ours", "reading", "geopandas", "postgis", "qgis")
ALONE = ("ours", "reading")  # those that also run at sizes that would take the others many minutes
