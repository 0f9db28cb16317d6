"""Tests: users, instants, values and expectations that exist, each where it can stand."""

from __future__ import annotations

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.inspection import Inspection
from maflow.compiler.scenarios.arms import check_arms
from maflow.compiler.scenarios.clock import check_clock
from maflow.compiler.scenarios.expectations import check_expectations
from maflow.compiler.scenarios.users import check_users
from maflow.compiler.scenarios.values import check_values
from maflow.dsl import ast

__all__ = ["check_scenarios"]


def check_scenarios(project: ResolvedProject, context: CompileContext) -> None:
    """Check the tests of a project, wherever they stand.

    Reports: MA001, MA101-MA106, MA108, MA112.
    """
    inspection = Inspection(project, context)
    for test, _, _ in project.nodes.all(ast.Test):
        check_users(inspection, test)
        check_clock(inspection, test)
        check_arms(inspection, test)
        check_values(inspection, test)
        check_expectations(inspection, test)
