"""From data: rows of any kind, templates with places to fill, and many states of them in files."""
