"""A page template can neither stop the tool nor change what it is given."""

from __future__ import annotations

import pytest

from handbook.render.markdown.templating import TemplateProblem, fill


@pytest.mark.parametrize(
    "source",
    [
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{{ ('a' * 1000000000) | length }}",
        "{{ [1] * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ record.update({'title': 'x'}) }}",
        "{{ listed.append(1) }}",
    ],
)
def test_a_template_that_goes_too_far_is_a_problem_said_in_words(source: str) -> None:
    record, listed = {"title": "t"}, [1]
    with pytest.raises(TemplateProblem, match="page template of toy"):
        fill("toy", source, {"record": record, "listed": listed})
    assert (record, listed) == ({"title": "t"}, [1])


def test_sums_of_numbers_are_left_alone() -> None:
    assert fill("toy", "{{ 6 * 7 }}", {}) == "42"
