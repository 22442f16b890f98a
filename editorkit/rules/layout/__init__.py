"""Rules about what is seen where."""
