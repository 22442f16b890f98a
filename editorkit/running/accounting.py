"""What the files of a run add up to: suppressions used, baselines compared, files that failed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from os.path import normpath
from pathlib import Path as FilePath

from editorkit import wording
from editorkit.checking import Report
from editorkit.configuration import baseline as baselines
from editorkit.configuration.baseline import Baseline
from editorkit.configuration.model import Configuration, relative_name
from editorkit.configuration.selection import rules_of
from editorkit.configuration.settings import DEFAULT_FAIL_ON, DEFAULT_MAX_FINDINGS, Settings
from editorkit.configuration.suppressing import Ledger, judge
from editorkit.errors import UsageError
from editorkit.findings import Finding, Severity
from editorkit.reports.check import CheckedFile, SuppressedFinding
from editorkit.rules import Rule
from editorkit.running.jobs import Result
from editorkit.running.planning import Plan, Planner, Request
from editorkit.searching import Search


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


class Books:
    """What the files of a run add up to: suppressions used, baselines compared, files that failed."""

    def __init__(self, request: Request, planner: Planner, found: Search) -> None:
        self._request = request
        self._planner = planner
        self._searched = [normpath(request.working_folder / folder) for folder in found.folders]
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
            notes=tuple(self._settle_baselines()),
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
        configuration, selection = plan.configuration, plan.job.selection
        _, ledger = self._configurations.setdefault(
            configuration.file, (configuration, Ledger(configuration, self._request.today))
        )
        name = configuration.name_of(plan.path)
        left, hushed = ledger.settle(name, report.release, report.findings, selection.judged)
        told = tuple(finding for finding in left if finding.rule in selection.told)
        return told, [SuppressedFinding(*pair) for pair in hushed if pair[0].rule in selection.told]

    def _compare(self, plan: Plan, findings: tuple[Finding, ...]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        file = plan.settings.baseline
        if file is None:
            if self._request.update_baseline:
                raise UsageError(
                    f"--update-baseline: no baseline is set for {plan.name}; name one with --baseline FILE"
                )
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
                self._rules |= rules_of(selection)
                self._judge(findings, settings)
                name = relative_name(configuration.file, self._request.working_folder)
                at_most = settings.max_findings or DEFAULT_MAX_FINDINGS
                yield CheckedFile(name, Report(None, findings), listed_at_most=at_most)

    def _settle_baselines(self) -> Iterator[str]:
        """Compare or renew the baselines in use, and tell what came of it."""
        for file, baseline in self._baselines.items():
            name = relative_name(file, self._request.working_folder)
            if self._request.update_baseline:
                baselines.save(baseline)
                yield f"{name}: {wording.counted(baseline.size(), 'finding')} accepted"
            elif baseline.gone():
                yield f"{wording.counted(baseline.gone(), 'finding')} of {name} gone; refresh it with --update-baseline"
