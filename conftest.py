"""What holds for every test run, whatever the file it was started on."""

from __future__ import annotations

import zoneinfo

from hypothesis import settings

# The source folders are tested under their names in maflow/; by these paths each file would be two modules.
collect_ignore = ["dsl", "compiler", "runtime", "plugins", "grammar", "samples"]

# A shared machine may stop for a second at any time: a deadline would measure that.
settings.register_profile("maflow", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("maflow")

# Where tests ask the standard library about clocks: the zones of the `tzdata` package, as the engine's.
zoneinfo.reset_tzpath(to=())
