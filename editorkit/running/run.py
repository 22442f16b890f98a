"""Check the files of a request."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path as FilePath

from editorkit.checking import Report
from editorkit.configuration import baseline as baselines
from editorkit.configuration.baseline import Baseline
from editorkit.configuration.model import Configuration, relative_name
from editorkit.configuration.selection import rules_of
from editorkit.configuration.settings import DEFAULT_FAIL_ON, DEFAULT_MAX_FINDINGS, Settings
from editorkit.configuration.suppressing import Ledger, judge
from editorkit.document import MAX_BYTES, read_stream
from editorkit.errors import UnreadableError, UsageError
from editorkit.findings import Finding, Severity
from editorkit.reports.check import CheckedFile, SuppressedFinding
from editorkit.rules import Rule
from editorkit.running import jobs, spreading
from editorkit.running.jobs import Job, Result
from editorkit.running.planning import Plan, Planner, Request
from editorkit.searching import Search, search

Watch = Callable[[Iterator[Result], int], Iterable[Result]]


@dataclass(frozen=True)
class Outcome:
    """What came of a request.

    files: in the order they were given or found; behind them the configuration files there is something to say of.
    skipped: JSON files in searched folders that are no editor states.
    rules: the rules that were asked, by id.
    failing: the least severity that failed a file; failed: whether one did.
    problems: what could not be done. notes: what is worth knowing.
    """

    files: tuple[CheckedFile, ...]
    skipped: int
    rules: Mapping[str, Rule]
    failing: Severity
    failed: bool
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def run(request: Request, watch: Watch | None = None) -> Outcome:
    """Check everything a request asks for. `watch` sees the results pass by, and how many there will be.

    What is wrong with one file is a problem of the outcome. Raises ConfigurationError, UsageError, CapabilityError
    and RuleCrash, which concern them all.
    """
    found = search(request.paths)
    planner = Planner(request)
    plans = [planner.plan(candidate) for candidate in found.candidates]
    results = _results(plans, request)
    return _Books(request, planner, found).settle(plans, watch(results, len(plans)) if watch else results)


def _results(plans: Sequence[Plan], request: Request) -> Iterator[Result]:
    """In the order of the plans. Standard input can be read in this process only."""
    from_files = [plan.job for plan in plans if not plan.is_stdin]
    processes = request.jobs or spreading.processes_for(from_files)
    results = spreading.perform_all(from_files, processes)
    for plan in plans:
        yield _from_stdin(plan.job, request) if plan.is_stdin else next(results)


def _from_stdin(job: Job, request: Request) -> Result:
    if request.stdin is None:
        raise UsageError("there is no standard input to read")
    try:
        document = read_stream(request.stdin, job.name, job.max_size or MAX_BYTES)
    except UnreadableError as error:
        return Result(problem=str(error))
    return jobs.judge(document, job)


class _Books:
    """What the files of a run add up to: suppressions used, baselines compared, files that failed."""

    def __init__(self, request: Request, planner: Planner, found: Search) -> None:
        self._request = request
        self._planner = planner
        self._searched = [request.working_folder / folder for folder in found.folders]
        self._problems = list(found.problems)
        self._configurations: dict[FilePath | None, tuple[Configuration, Ledger]] = {}
        self._baselines: dict[FilePath, Baseline] = {}
        self._levels: set[Severity] = set()
        self._rules: dict[str, Rule] = {}
        self._skipped = 0
        self._failed = False

    def settle(self, plans: Iterable[Plan], results: Iterable[Result]) -> Outcome:
        files = [self._file(plan, result) for plan, result in zip(plans, results, strict=True)]
        told = [file for file in [*files, *self._configuration_files()] if file is not None]
        return Outcome(
            files=tuple(told),
            skipped=self._skipped,
            rules=dict(sorted(self._rules.items())),
            failing=max(self._levels, key=lambda level: level.rank, default=DEFAULT_FAIL_ON),
            failed=self._failed,
            problems=tuple(self._problems),
            notes=tuple(self._notes()),
        )

    def _file(self, plan: Plan, result: Result) -> CheckedFile | None:
        if result.problem is not None:
            self._problems.append(result.problem)
        if result.report is None:
            self._skipped += result.problem is None
            return None
        self._rules |= rules_of(plan.job.selection)
        told, hushed = self._suppress(plan, result.report)
        told, listed = self._compare(plan, told)
        suppressed = [*hushed, *(SuppressedFinding(finding, baselines.REASON) for finding in listed)]
        self._judge(told, plan.settings)
        return CheckedFile(
            plan.name,
            replace(result.report, findings=told),
            tuple(suppressed),
            result.text,
            plan.settings.max_findings or DEFAULT_MAX_FINDINGS,
        )

    def _suppress(self, plan: Plan, report: Report) -> tuple[tuple[Finding, ...], list[SuppressedFinding]]:
        found = tuple(finding for finding in report.findings if finding.rule in plan.job.selection.told)
        configuration = plan.configuration
        _, ledger = self._configurations.setdefault(
            configuration.file, (configuration, Ledger(configuration, self._request.today))
        )
        told, hushed = ledger.settle(
            configuration.name_of(plan.path), report.release, report.findings, plan.job.selection.judged
        )
        return tuple(f for f in told if f in found), [SuppressedFinding(*pair) for pair in hushed]

    def _compare(self, plan: Plan, findings: tuple[Finding, ...]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        file = plan.settings.baseline
        if file is None:
            if self._request.update_baseline:
                raise UsageError(f"--update-baseline: no baseline is set for {plan.name}; name one with --baseline FILE")
            return findings, ()
        if file not in self._baselines:
            self._baselines[file] = baselines.load(file, may_be_missing=self._request.update_baseline)
        new, listed = self._baselines[file].settle(plan.path, findings)
        return ((), findings) if self._request.update_baseline else (new, listed)

    def _judge(self, findings: Iterable[Finding], settings: Settings) -> None:
        level = settings.fail_on or DEFAULT_FAIL_ON
        self._levels.add(level)
        self._failed |= any(finding.severity.rank <= level.rank for finding in findings)

    def _configuration_files(self) -> Iterator[CheckedFile]:
        for configuration, ledger in self._configurations.values():
            if configuration.file is None:
                continue
            settings, selection = self._planner.plan_configuration(configuration)
            everything = any(configuration.file.is_relative_to(folder) for folder in self._searched)
            findings = judge(ledger.usages(everything), selection)
            if findings:
                self._judge(findings, settings)
                name = relative_name(configuration.file, self._request.working_folder)
                at_most = settings.max_findings or DEFAULT_MAX_FINDINGS
                yield CheckedFile(name, Report(None, findings), listed_at_most=at_most)

    def _notes(self) -> Iterator[str]:
        for file, baseline in self._baselines.items():
            name = relative_name(file, self._request.working_folder)
            if self._request.update_baseline:
                baselines.save(file, baseline.renewed())
                yield f"{name}: {_counted(baseline.size())} accepted"
            elif baseline.gone():
                yield f"{_counted(baseline.gone())} of {name} are gone; refresh it with --update-baseline"


def _counted(number: int) -> str:
    return f"{number} finding{'' if number == 1 else 's'}"
