"""A diagram drawn from data."""

from editorkit.items import ItemType

CHART = ItemType("chart")
