"""Finds every place of a project that sends: each campaign is walked once."""

from __future__ import annotations

from dataclasses import replace

from maflow.compiler.context import CompileContext, ResolvedProject
from maflow.compiler.messages.entries import Beginnings
from maflow.compiler.messages.flow_walk import FlowWalk
from maflow.compiler.messages.knowledge import Knowledge
from maflow.compiler.messages.senders import Senders
from maflow.compiler.messages.state import State
from maflow.compiler.messages.surroundings import Surroundings
from maflow.compiler.typing.flow import parameters_of
from maflow.compiler.typing.scope import EntryScope, Scope
from maflow.dsl import ast

__all__ = ["find_senders"]


def find_senders(project: ResolvedProject, context: CompileContext) -> Senders:
    """Return all places that send; what is inferred on the way reports nothing.

    What only tests send is not among them.
    """
    senders = Senders()
    knowledge = Knowledge(project)
    quiet = Scope(project, context.quiet())
    used = {use.step.text for use, _, _ in project.nodes.all(ast.UseStep)}
    for campaign, _, _ in project.nodes.all(ast.Campaign):
        beginnings = Beginnings(campaign, quiet, knowledge)
        walk = FlowWalk(beginnings.scope, beginnings, knowledge, senders)
        for clause in campaign.clauses:
            if isinstance(clause, ast.Flow):
                walk.block(clause.block, beginnings.state(), Surroundings())
    for step, _, _ in project.nodes.all(ast.Step):
        if step.name.text not in used:
            walk = FlowWalk(replace(quiet, entry=EntryScope(), run={}), None, knowledge, senders)
            types = parameters_of(step, project.settings.currency)
            walk.block(step.block, State(), Surroundings(types=types))
    return senders
