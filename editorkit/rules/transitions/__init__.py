"""Rules about transitions and the clips they join."""
