"""Rules about the document as text, before it is a state."""
