"""Media: what files and API records say of themselves, as editor assets."""
