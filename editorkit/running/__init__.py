"""Check many files in one go: what is set up for each, in as many processes as pay, and what came of it all."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from editorkit.document import read_stream
from editorkit.errors import UnreadableError, UsageError
from editorkit.mappings import MAX_BYTES
from editorkit.running import jobs, weighing
from editorkit.running.accounting import Books, Outcome
from editorkit.running.jobs import Job, Result
from editorkit.running.planning import Plan, Planner, Request
from editorkit.searching import search
from editorkit.spreading import spread

__all__ = ["Outcome", "Request", "Result", "run"]

Watch = Callable[[Iterator[Result], int], Iterable[Result]]


def run(request: Request, watch: Watch | None = None) -> Outcome:
    """Check everything a request asks for. `watch` sees the results pass by, and how many there will be.

    What is wrong with one file is a problem of the outcome. Raises ConfigurationError, UsageError, CapabilityError
    and RuleCrash, which concern them all.
    """
    found = search(request.paths)
    planner = Planner(request)
    plans = [planner.plan(candidate) for candidate in found.candidates]
    results = _results(plans, request)
    return Books(request, planner, found).settle(plans, watch(results, len(plans)) if watch else results)


def _results(plans: Sequence[Plan], request: Request) -> Iterator[Result]:
    """In the order of the plans. Standard input can be read in this process only."""
    from_files = [plan.job for plan in plans if not plan.is_stdin]
    processes = min(request.jobs or weighing.processes_for(from_files), len(from_files))
    results = spread(jobs.perform, from_files, processes, weighing.chunk_of(from_files, processes))
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
