"""How the built-in plugins deliver. Their modules are imported when a channel is opened, and not before."""
