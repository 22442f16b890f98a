"""Rules about keyframes."""
