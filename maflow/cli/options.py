"""Options that several commands share, and the kinds of value they take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from maflow.cli.console import current_console
from maflow.cli.help import Option
from maflow.dsl.catalogue_languages import LANGUAGES
from maflow.dsl.diagnostics import Text, items
from maflow.dsl.errors import ConfigError
