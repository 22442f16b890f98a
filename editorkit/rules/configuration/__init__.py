"""Rules about configuration files: what was set up and does nothing."""
