"""Space: boxes in the frame, how pictures fill them, and how much room a text takes."""
