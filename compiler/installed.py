"""What is installed, and the diagnostics of what is not: kinds of channel, plugins, fields."""

from __future__ import annotations

from collections.abc import Collection

from maflow.compiler.setting_report import did_you_mean, mistake, quoted, replace_fix, shown
from maflow.dsl.diagnostics import Diagnostic, Text, items
from maflow.dsl.did_you_mean import nearest
from maflow.dsl.errors import ConfigError
from maflow.dsl.source import Span
from maflow.plugins.catalogue import ChannelCatalogue, build_catalogue, lint_rules
from maflow.plugins.errors import PluginError
from maflow.plugins.manager import build_manager
from maflow.plugins.spec import ChannelKind, ChannelPlugin, LintRule

__all__ = [
    "load_installed",
    "missing_fields",
    "plugin_not_for_kind",
    "unknown_field",
    "unknown_kind",
    "unknown_plugin",
]


def load_installed(*, load_entry_points: bool = True) -> tuple[ChannelCatalogue, dict[str, LintRule]]:
    """Return the kinds, plugins and added lint rules of this installation.

    Raises: ConfigError when an installed plugin cannot be used.
    """
    try:
        manager = build_manager(load_entry_points)
        return build_catalogue(manager), dict(lint_rules(manager))
    except PluginError as error:
        raise ConfigError(Text(error.key, dict(error.arguments))) from error


def unknown_plugin(name: str, span: Span, catalogue: ChannelCatalogue) -> Diagnostic:
    """Return the diagnostic of a plugin that is not installed (MA114)."""
    near = nearest(name, catalogue.plugins)
    message = Text("MA114.unknown-plugin", {"plugin": shown(name)})
    return _not_installed(message, span, near, tuple(catalogue.plugins))


def unknown_kind(name: str, span: Span, catalogue: ChannelCatalogue) -> Diagnostic:
    """Return the diagnostic of a kind of channel that no installed plugin knows (MA114).

    Example:
        >>> catalogue, _ = load_installed(load_entry_points=False)
        >>> unknown_kind("emial", Span("main.ma", 0, 5), catalogue).help[0].args["name"]
        'email'
    """
    near = nearest(name, catalogue.kinds)
    message = Text("MA114.unknown-kind", {"kind": shown(name)})
    return _not_installed(message, span, near, tuple(catalogue.kinds))


def unknown_field(name: str, span: Span, kind: ChannelKind, catalogue: ChannelCatalogue) -> Diagnostic:
    """Return the diagnostic of a field that a kind of channel does not have (MA113)."""
    near = nearest(name, kind.field_names())
    told = {"field": shown(name), "kind": shown(kind.name)}
    fields = items([quoted(field) for field in kind.field_names()])
    help = [*did_you_mean(near), Text("MA113.fields", {"kind": shown(kind.name), "fields": fields})]
    elsewhere = catalogue.kinds_with_field(name)
    if elsewhere:
        kinds = items([quoted(other) for other in elsewhere])
        help.append(Text("MA113.field-of", {"field": shown(name), "kinds": kinds}))
    return mistake(Text("MA113.unknown-field", told), span, help=help, fixes=replace_fix(span, near))


def missing_fields(written: Collection[str], span: Span, kind: ChannelKind) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each field, or choice of fields, that a block cannot do without (MA113).

    `span` is the name of the block's channel.
    """
    needed = [(field.name,) for field in kind.fields if field.required]
    missing = [names for names in (*needed, *kind.needs_one_of) if not set(names).intersection(written)]
    return tuple(
        mistake(
            Text(
                "MA113.missing-field",
                {"fields": items([quoted(name) for name in names]), "kind": shown(kind.name)},
            ),
            span,
        )
        for names in missing
    )


def plugin_not_for_kind(
    plugin: ChannelPlugin, kind: str, span: Span, catalogue: ChannelCatalogue
) -> Diagnostic:
    """Return the diagnostic of a plugin that cannot deliver channels of a kind (MA114)."""
    told = {"plugin": shown(plugin.name), "kind": shown(kind)}
    fitting = items([quoted(name) for name in catalogue.plugins_for(kind)])
    help = (Text("MA114.fitting", {"kind": shown(kind), "plugins": fitting}),) if fitting else ()
    return mistake(Text("MA114.wrong-kind", told), span, help=help)


def _not_installed(message: Text, span: Span, near: str | None, known: tuple[str, ...]) -> Diagnostic:
    installed = Text("MA114.installed", {"known": items([quoted(name) for name in known])})
    help = (*(did_you_mean(near) or (installed,)), Text("MA114.install"))
    return mistake(message, span, help=help, fixes=replace_fix(span, near))
