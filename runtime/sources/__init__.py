"""Events and users from files and requests, turned into what the engine takes."""
