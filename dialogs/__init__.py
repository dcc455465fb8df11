"""Questions and views: widgets that are shown values and answer with values; they read nothing themselves."""
