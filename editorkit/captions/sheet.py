"""A caption file as text: decoded, in lines counted from 1, with a way to say what is wrong with one of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from editorkit import document
from editorkit.errors import CaptionError
from editorkit.scanner import quote

_BOM = "\ufeff".encode()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A caption file. Its lines end with a line feed, whatever they ended with; other breaks are part of a line.

    name: how messages call the file.
    last_ms: how long the last line is shown where the format does not say.
    """

    name: str
    text: str
    last_ms: int = 4000

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines with their numbers."""
        return enumerate(self.text.split("\n"), 1)

    def blocks(self, is_blank: Callable[[str], bool]) -> Iterator[tuple[int, list[str]]]:
        """Runs of lines between blank ones, each with the number of its first line."""
        block: list[str] = []
        for number, line in self.lines():
            if not is_blank(line):
                block.append(line)
            elif block:
                yield number - len(block), block
                block = []
        if block:
            yield number - len(block) + 1, block

    def fault(self, line: int | None, what: str) -> CaptionError:
        """The error that says what is wrong at a line, and what to do."""
        name = self.name if self.name.isprintable() else quote(self.name, 300)
        return CaptionError(f"{name} line {line}: {what}" if line else f"{name}: {what}")


def decode(text: str | bytes, name: str, last_ms: int = 4000) -> Sheet:
    """The sheet of a text in UTF-8, with or without a byte order mark.

    Raises CaptionError for any other encoding; it names the byte, and the line where that can be known.
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else bytes(text)
    body = raw.removeprefix(_BOM)
    if body[:4].count(0) >= 2:
        offset = len(raw) - len(body)
        raise Sheet(name, "").fault(1, f"the text is UTF-16 or UTF-32 from byte {offset} on; save it as UTF-8")
    try:
        decoded = body.decode()
    except UnicodeDecodeError as error:
        fault = document.read_text(raw).faults["not-json"][0]  # it knows what each wrong byte most likely is
        line = fault.position[0] if fault.position else None
        raise Sheet(name, "").fault(line, fault.message) from error
    return Sheet(name, decoded.replace("\r\n", "\n").replace("\r", "\n"), last_ms)
