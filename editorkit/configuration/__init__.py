"""What the user set up: configuration files, the rules they select, suppressions and baselines."""
