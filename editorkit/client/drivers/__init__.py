"""The two ways of running flows: blocking, and awaiting. The only place that knows the HTTP library.

Both send the same bytes, for what is sent is decided in the flows. Redirects are never followed, credentials go to
the address of the API and nowhere else, cookies are not kept, and what the HTTP library would log of our requests is
dropped: output URLs are signed.
"""

from editorkit.client.drivers.awaiting import Awaiting
from editorkit.client.drivers.blocking import Blocking

__all__ = ["Awaiting", "Blocking"]
