"""The JSON test suite (github.com/nst/JSONTestSuite): all mandatory texts right, a decision on each of the others."""

from pathlib import Path

import pytest

from editorkit.document import read_text

SUITE = Path(__file__).parents[2] / "shared" / "reference" / "json-test-suite"
MANDATORY = sorted(SUITE.glob("[yn]_*.json"))
REFUSALS = {"not-json", "too-deep"}

# The suite leaves these to the reader: what we say ("" for nothing), and why.
DECISIONS = {
    "i_number_double_huge_neg_exp": ("", "rounds to zero, which every reader agrees on"),
    "i_number_huge_exp": ("not-json", "no double can hold it, and infinity cannot be written back"),
    "i_number_neg_int_huge_exp": ("not-json", "no double can hold it, and infinity cannot be written back"),
    "i_number_pos_double_huge_exp": ("not-json", "no double can hold it, and infinity cannot be written back"),
    "i_number_real_neg_overflow": ("not-json", "no double can hold it, and infinity cannot be written back"),
    "i_number_real_pos_overflow": ("not-json", "no double can hold it, and infinity cannot be written back"),
    "i_number_real_underflow": ("", "rounds to zero, which every reader agrees on"),
    "i_number_too_big_neg_int": ("unsafe-integer", "readable, but readers disagree on its value"),
    "i_number_too_big_pos_int": ("unsafe-integer", "readable, but readers disagree on its value"),
    "i_number_very_big_negative_int": ("unsafe-integer", "readable, but readers disagree on its value"),
    "i_object_key_lone_2nd_surrogate": ("not-json", "half a character cannot be sent as UTF-8"),
    "i_string_1st_surrogate_but_2nd_missing": ("not-json", "half a character cannot be sent as UTF-8"),
    "i_string_1st_valid_surrogate_2nd_invalid": ("not-json", "half a character cannot be sent as UTF-8"),
    "i_string_UTF-16LE_with_BOM": ("not-json", "RFC 8259 allows UTF-8 only"),
    "i_string_UTF-8_invalid_sequence": ("not-json", "not UTF-8; replacing bytes would change the text"),
    "i_string_UTF8_surrogate_U+D800": ("not-json", "half a character, and not UTF-8"),
    "i_string_incomplete_surrogate_and_escape_valid": ("not-json", "half a character cannot be sent as UTF-8"),
    "i_string_incomplete_surrogate_pair": ("not-json", "half a character cannot be sent as UTF-8"),
    "i_string_incomplete_surrogates_escape_valid": ("not-json", "half a character cannot be sent as UTF-8"),
    "i_string_invalid_lonely_surrogate": ("not-json", "half a character cannot be sent as UTF-8"),
    "i_string_invalid_surrogate": ("not-json", "half a character cannot be sent as UTF-8"),
    "i_string_invalid_utf-8": ("not-json", "not UTF-8; replacing bytes would change the text"),
    "i_string_inverted_surrogates_U+1D11E": ("not-json", "two halves in the wrong order are two half characters"),
    "i_string_iso_latin_1": ("not-json", "not UTF-8; guessing an encoding would be guessing at the text"),
    "i_string_lone_second_surrogate": ("not-json", "half a character cannot be sent as UTF-8"),
    "i_string_lone_utf8_continuation_byte": ("not-json", "not UTF-8; replacing bytes would change the text"),
    "i_string_not_in_unicode_range": ("not-json", "beyond the last character of Unicode"),
    "i_string_overlong_sequence_2_bytes": ("not-json", "overlong forms hide characters from filters"),
    "i_string_overlong_sequence_6_bytes": ("not-json", "overlong forms hide characters from filters"),
    "i_string_overlong_sequence_6_bytes_null": ("not-json", "overlong forms hide characters from filters"),
    "i_string_truncated-utf-8": ("not-json", "not UTF-8; replacing bytes would change the text"),
    "i_string_utf16BE_no_BOM": ("not-json", "RFC 8259 allows UTF-8 only"),
    "i_string_utf16LE_no_BOM": ("not-json", "RFC 8259 allows UTF-8 only"),
    "i_structure_500_nested_arrays": ("too-deep", "real states have no more than 7 levels; we stop at 64"),
    "i_structure_UTF-8_BOM_empty_object": (
        "byte-order-mark",
        "RFC 8259 lets readers ignore it; we say that it is there",
    ),
}

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the suite is not beside this checkout")


def test_all_283_mandatory_texts_are_there() -> None:
    assert len(MANDATORY) == 283


@pytest.mark.parametrize("path", MANDATORY, ids=lambda path: path.stem)
def test_mandatory(path: Path) -> None:
    refused = bool(REFUSALS & read_text(path.read_bytes()).faults.keys())
    assert refused == path.name.startswith("n_")


def test_each_free_text_has_a_decision() -> None:
    assert sorted(path.stem for path in SUITE.glob("i_*.json")) == sorted(DECISIONS)


@pytest.mark.parametrize("name", DECISIONS)
def test_free(name: str) -> None:
    decision, reason = DECISIONS[name]
    told = read_text((SUITE / f"{name}.json").read_bytes()).faults.keys() - {"not-a-state"}
    assert told == ({decision} if decision else set()), reason
