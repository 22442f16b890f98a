"""What transforms are made of: a state that is being edited, options as people give them, and edits of single clips."""
