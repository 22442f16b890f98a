"""The endpoints, a module for each kind of thing; what a module defines is found by walking this folder."""

from editorkit import registry
from editorkit.emulator.routes import Endpoint


def all_endpoints() -> list[Endpoint]:
    """Every endpoint of every release, by module."""
    import editorkit.emulator.endpoints as here

    return [endpoint for module in registry.modules(here) for endpoint in module.ENDPOINTS]
