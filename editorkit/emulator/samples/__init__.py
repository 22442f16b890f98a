"""The sample outputs: data files only. README.md says how they were made."""
