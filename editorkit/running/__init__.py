"""Check many files in one go: what is set up for each, in as many processes as pay, and what came of it all."""
