"""What editorkit found, in words: one folder a job, in it one file a format."""
