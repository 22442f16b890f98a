"""The command line: one file a command, found by walking this folder. `main` and what starts with `_` are none."""
