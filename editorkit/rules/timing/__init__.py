"""Rules about when items play and for how long."""
