"""Where the variables of templates come from in a run."""

from __future__ import annotations

from maflow.plugins.spec import UNSUBSCRIBE_LINK
from maflow.runtime.codegen.module import ModuleWriter
from maflow.runtime.codegen.template_values import wrapped
from maflow.runtime.program.campaigns import Campaign
from maflow.runtime.program.templates import Variable
from maflow.runtime.program.types import ValueType

__all__ = ["variable_source"]


def variable_source(module: ModuleWriter, campaign: Campaign, variable: Variable) -> str:
    """Return the source of a variable's value, over the locals E, u and r."""
    source = _source(module, campaign, variable.path)
    if variable.type is not None:
        return source
    declared = _declared(campaign, variable.path)
    if declared is None:
        return source
    module.know("wrapped", wrapped)
    name = module.compiler.names.constant(("type", declared), lambda: declared)
    return f"wrapped({source}, {name}, u.zone.name, {variable.digits})"


def _source(module: ModuleWriter, campaign: Campaign, path: tuple[str, ...]) -> str:
    match path:
        case ("user", name):
            place, _ = module.compiler.tables.attributes[name]
            return f"u.a[{place}]"
        case ("entry", "time"):
            return "r.entry_time"
        case ("entry", name):
            return f"r.entry.get({name!r})"
        case ("run", name):
            places = {each.name: place for place, each in enumerate(campaign.run_values)}
            return f"r.values[{places[name]}]" if name in places else "None"
        case ("campaign", part):
            return repr(campaign.description if part == "description" else campaign.name)
        case ("now",):
            return "E.now"
        case ("today",):
            return "u.zone.date(E.now)"
        case ("zone",):
            return "u.zone.name"
        case ("unsubscribe_link",):
            return repr(UNSUBSCRIBE_LINK)
        case _:
            # Offers come with the statement that gives one.
            return "None"


def _declared(campaign: Campaign, path: tuple[str, ...]) -> ValueType | None:
    match path:
        case ("entry", name):
            return next((each.type for each in campaign.entry_properties if each.name == name), None)
        case ("run", name):
            return next((each.type for each in campaign.run_values if each.name == name), None)
        case _:
            return None
