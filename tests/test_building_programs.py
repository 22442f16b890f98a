"""Whatever a valid program builds is accepted: by the vendor's own schema, and by every rule without a word."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorkit.building import Timeline
from editorkit.checking import check
from editorkit.findings import Severity
from tests.programs import KINDS, RELEASES, TIMES, programs
from tests.test_schemas import fast_with_formats, official_schema

PROGRAMS = 250 * TIMES  # of each release


@cache
def official(release: str) -> Callable[[Any], bool]:
    return fast_with_formats(official_schema(release))


@pytest.mark.unmeasured
@pytest.mark.parametrize("release", RELEASES)
def test_valid_programs_build_valid_states(release: str) -> None:
    accepts = official(release)
    built = Counter[str]()

    @settings(max_examples=PROGRAMS, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(st.data())
    def build(data: st.DataObject) -> None:
        timeline: Timeline = data.draw(programs(release))
        state = timeline.build()
        assert accepts(state)
        found = check(state, release=release).findings
        assert [(each.rule, each.message) for each in found if each.severity is not Severity.INFO] == []
        assert timeline.report is not None and timeline.report.findings == found
        built["program"] += 1
        built.update(item.kind for item in timeline.items)
        built["transition"] += len(state["transitions"])

    build()
    assert built["program"] >= PROGRAMS
    assert all(built[kind] for kind in ("transition", *KINDS[release]))
