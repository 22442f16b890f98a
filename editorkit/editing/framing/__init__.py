"""Framing: what stands in a frame of one shape, laid out for another.

What fills the frame fills the new one (`filling`). What is near each other on the screen at one time is a block, which
keeps its arrangement (`blocks`); blocks keep to the edge or middle they were at, and where they would come to lie upon
each other they are set one below the other, or side by side (`arranging`). Then every item is taken along, keyframes
and all (`carrying`). All numbers are exact.
"""
