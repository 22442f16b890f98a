"""`editorkit transform`: edit timelines: trim, split, shift and more, several in one go."""

import dataclasses
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from editorkit import times
from editorkit.cli import _console
from editorkit.cli._putting import Made, made_of, put_all, show_all
from editorkit.cli._reading import refuse_two_streams, refuse_unsound
from editorkit.cli._recipes import read_recipe
from editorkit.cli._tables import read_json, read_pairs
from editorkit.document import Document, read_file, read_stream
from editorkit.editing.options import FLAG, PAIRS, RECORDS, STATES, Kind, pair
from editorkit.errors import UsageError
from editorkit.pointer import show
from editorkit.reports.escaping import visible
from editorkit.searching import STDIN
from editorkit.suggestions import did_you_mean
from editorkit.transforms import Step, Transform, Transformed, all_transforms, transform_all

_NOT_YET = 1
_NEXT = "+"
_FILE_MARK = "@"
_ANYWHERE = ("fps", "output", "check", "diff", "quiet")
_LITERALLY = {"ignore_unknown_options": True, "allow_interspersed_args": False, "auto_envvar_prefix": "EDITORKIT"}


@click.command(name="transform", context_settings=_LITERALLY)
@click.option("--list", "lists", is_flag=True, help="Tell which transforms there are.")
@click.option("--explain", metavar="NAME", help="Tell what a transform does and takes.")
@click.option("--recipe", metavar="FILE", help="A YAML file with the transforms, instead of naming them.")
@click.option("--fps", default="30", show_default=True, help="What frames and timecode in options count.")
@click.option("-o", "--output", metavar="OUT", help="Write there; - is standard output. Takes one PATH.")
@click.option("--check", is_flag=True, help="Write nothing; tell which files would be changed.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would be written, as a patch.")
@click.option("--quiet", "-q", is_flag=True, help="Do not tell what was decided.")
@click.argument("words", metavar="NAME [OPTION]... [+ NAME [OPTION]...]... PATH...", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(context: click.Context, /, words: tuple[str, ...], **options: Any) -> None:
    """Edit timelines: trim, split, shift and more, several in one go.

    \b
    editorkit transform trim --start 1s --end 8s promo.json
    editorkit transform close-gaps + fade-audio --fade-out 1s -- a.json b.json
    editorkit transform --recipe social.yaml promo.json

    Transforms are done from left to right, each on what the one before it made. Each PATH is rewritten in place, laid
    out as it was; - is standard input, written to standard output. All are made before the first is written. The
    options of this command stand before the first NAME or behind any; --explain NAME tells those of a transform.

    Exit codes: 0 done, 1 some would change (--check, --diff), 2 the job could not be done.
    """
    if options["lists"] or options["explain"]:
        click.echo(_listed() if options["lists"] else _explained(options["explain"]), nl=False)
        return
    steps, paths, more = _from_recipe(options["recipe"], words) if options["recipe"] else parsed(words)
    options |= more
    if not paths or (options["output"] and len(paths) > 1):
        raise click.UsageError("name one PATH" if options["output"] else "name a PATH, behind the last option")
    made = _made(paths, steps, options)
    if options["diff"]:
        show_all(made)
    changed = [one for one in made if one.is_changed]
    if options["check"]:
        click.echo("".join(f"{visible(one.document.name)}: would change\n" for one in changed), nl=False)
    if options["check"] or options["diff"]:
        context.exit(_NOT_YET if changed else 0)
    put_all(made, options["output"])


def _made(paths: Sequence[str], steps: Sequence[Step], options: dict[str, Any]) -> list[Made]:
    refuse_two_streams(paths)
    read = [read_stream(sys.stdin.buffer) if path == STDIN else read_file(path) for path in paths]
    refuse_unsound(read)
    made = []
    for path, document in zip(paths, read, strict=True):
        done = _transformed(document, steps, options["fps"])
        for note in () if options["quiet"] else done.notes:
            place = visible(show(document.root) + note.pointer)
            _console.say(f"{visible(document.name)}#{place}: {visible(note.message)}")
        made.append(made_of(path, document, done.state))
    return made


def _transformed(document: Document, steps: Sequence[Step], fps: times.Rate) -> Transformed:
    try:
        return transform_all(document.state, steps, fps)
    except UsageError as error:
        raise UsageError(f"{document.name}: {error}") from error


def _from_recipe(file: str, words: Sequence[str]) -> "Parsed":
    steps = read_recipe(Path(file))
    _, paths, more = _read("transform", [], words)
    beside = Path(file).parent
    return Parsed([dataclasses.replace(step, options=_with_states(step, beside)) for step in steps], paths, more)


def _with_states(step: Step, folder: Path) -> dict[str, Any]:
    """The options of a step of a recipe, with files read that are named where what they hold is wanted.

    folder: where the recipe is, and files that it names by relative paths.
    """
    given = {str(name).replace("-", "_"): value for name, value in step.options.items()}
    for name, kind, _ in _options_of(_known(step.name)):
        if kind is PAIRS and isinstance(given.get(name), str) and given[name].startswith(_FILE_MARK):
            given[name] = read_pairs(str(folder / given[name].removeprefix(_FILE_MARK)))
        if kind in _FROM_FILES and name in given:
            files = given[name] if isinstance(given[name], list) else [given[name]]
            given[name] = [
                file if isinstance(file, dict) else _FROM_FILES[kind](str(folder / str(file))) for file in files
            ]
    return given


class Parsed(NamedTuple):
    """What words say. more: options of the command that stand behind the name of a transform."""

    steps: list[Step]
    paths: list[str]
    more: dict[str, Any]


def parsed(words: Sequence[str]) -> Parsed:
    """Steps and paths; the paths stand behind the options of the last step. Files that options name are read."""
    groups: list[list[str]] = [[]]
    for word in words:
        if word == _NEXT:
            groups.append([])
        else:
            groups[-1].append(word)
    steps: list[Step] = []
    rest: list[str] = []
    more: dict[str, Any] = {}
    for number, group in enumerate(groups, start=1):
        if not group:
            raise click.UsageError("name a transform; --list tells which there are")
        step, rest, said = _step(group)
        more |= said
        steps.append(step)
        if rest and number < len(groups):
            raise click.UsageError(f"{rest[0]!r} is no option of {step.name}; files stand behind the last transform")
    return Parsed(steps, rest, more)


def _step(words: Sequence[str]) -> tuple[Step, list[str], dict[str, Any]]:
    """A transform with its options, the words that are left, and options of the command among them."""
    transform = _known(words[0])
    given, paths, more = _read(transform.name, list(_parameters(transform)), words[1:])
    return Step(transform.name, given), paths, more


def _read(
    name: str, own: list[click.Parameter], words: Sequence[str]
) -> tuple[dict[str, Any], list[str], dict[str, Any]]:
    """Words as click reads them: the given of some options, paths, and options of the command."""
    taken = {each.name for each in own}
    common = [each for each in command.params if each.name in _ANYWHERE and each.name not in taken]
    made = click.Command(name, params=[*own, *common, click.Argument(["paths"], nargs=-1)])
    context = made.make_context(name, list(words), resilient_parsing=False)
    paths = list(context.params.pop("paths"))
    given = {
        name: value
        for name, value in context.params.items()
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE and value not in (None, ())
    }
    return given, paths, {each.name: given.pop(each.name) for each in common if each.name in given}


def _parameters(transform: Transform) -> Iterable[click.Parameter]:
    for name, kind, text in _options_of(transform):
        flag = f"--{name.replace('_', '-')}"
        if kind is FLAG:
            yield click.Option([flag, name], is_flag=True, default=None, help=text)
        else:
            word = f"{kind.word}|@FILE" if kind is PAIRS else kind.word
            many = kind.is_many or kind is PAIRS
            reading = _read_table if kind is PAIRS else _read_files(kind) if kind in _FROM_FILES else None
            yield click.Option([flag, name], metavar=word, multiple=many, callback=reading, help=text)


def _options_of(transform: Transform) -> list[tuple[str, Kind, str]]:
    return [(each.name, each.metadata["kind"], each.metadata["help"]) for each in dataclasses.fields(transform.options)]


def _read_files(kind: Kind) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], tuple[Any, ...]]:
    return lambda context, parameter, files: tuple(map(_FROM_FILES[kind], files))


def _read_table(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Any:
    """Pairs; `@FILE` stands for those in a file."""
    pairs: dict[str, str] = {}
    for each in given:
        if each.startswith(_FILE_MARK):
            pairs |= read_pairs(each.removeprefix(_FILE_MARK))
        elif "=" in each:
            pairs |= dict((pair(each),))
        else:
            raise click.BadParameter(f"{each!r} is no pair; write OLD=NEW, or @FILE", context, parameter)
    return pairs or None


def _state(file: str) -> Any:
    document = read_file(file)
    refuse_unsound([document])
    return document.state


_FROM_FILES: dict[Kind, Callable[[str], Any]] = {STATES: _state, RECORDS: read_json}


def _known(name: str) -> Transform:
    known = all_transforms()
    if name not in known:
        raise click.UsageError(f"there is no transform {name!r}{did_you_mean(name, known)}; --list tells all")
    return known[name]


def _listed() -> str:
    names = all_transforms()
    width = max(map(len, names))
    return "".join(f"{name:<{width}}  {each.summary}\n" for name, each in names.items())


def _explained(name: str) -> str:
    transform = _known(name)
    flags = [(f"--{option.replace('_', '-')} {kind.word}", text) for option, kind, text in _options_of(transform)]
    width = max(len(flag) for flag, _ in flags) if flags else 0
    options = "".join(f"  {flag:<{width}}  {text}\n" for flag, text in flags)
    return f"{transform.name}: {transform.documentation}\n\nOptions:\n{options}"
