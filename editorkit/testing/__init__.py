"""Made-up states for property tests: valid ones, and ones with exactly one fault of a named rule."""
