"""Globs for file names: `*` and `?` stay within a folder, `**` stands for any number of folders."""

from fnmatch import fnmatchcase

_ANY_DEPTH = "**"


def problem(pattern: str) -> str | None:
    """What is wrong with a pattern, or None."""
    if not pattern.strip("/"):
        return "is empty"
    if pattern.startswith("/") or pattern[1:3] in (":/", ":\\"):
        return "is absolute; give it from the folder of the configuration file"
    if "\\" in pattern:
        return "has a backslash; folders are separated by /"
    if ".." in pattern.split("/"):
        return "leads out of the folder of the configuration file"
    if "[" in pattern and "]" not in pattern[pattern.rindex("[") + 2 :]:
        return "has a [ that is not closed"
    return None


def matches(pattern: str, name: str) -> bool:
    """Whether a file's name (with forward slashes) is covered by a pattern.

    A pattern without a slash is looked for in every folder; one that matches a folder covers all that is in it.
    """
    wanted = pattern.removeprefix("./").rstrip("/").split("/")
    if len(wanted) == 1:
        wanted.insert(0, _ANY_DEPTH)
    reached = _past_any_depth({0}, wanted)
    for part in name.split("/"):
        if len(wanted) in reached:
            return True
        reached = _past_any_depth(_after(part, reached, wanted), wanted)
    return len(wanted) in reached


def _after(part: str, reached: set[int], wanted: list[str]) -> set[int]:
    stay = {at for at in reached if wanted[at] == _ANY_DEPTH}
    return stay | {at + 1 for at in reached - stay if fnmatchcase(part, wanted[at])}


def _past_any_depth(reached: set[int], wanted: list[str]) -> set[int]:
    for at, part in enumerate(wanted):
        if at in reached and part == _ANY_DEPTH:
            reached.add(at + 1)
    return reached
