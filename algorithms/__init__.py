"""Processing algorithms: one file each, named like the algorithm; a leading underscore marks none."""
