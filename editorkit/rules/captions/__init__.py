"""Rules about captions items and their caption assets."""
