"""The editor state format: one whole JSON Schema a release."""
