"""What editorkit asks of git, and does for it: files of other revisions, and its diff and merge drivers."""
