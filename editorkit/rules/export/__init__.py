"""Rules about what an export would make of the state."""
