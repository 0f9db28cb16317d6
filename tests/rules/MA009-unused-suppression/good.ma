user { age integer; level one of "regular", "gold" }

# Whoever gave no age is left out.
# ma: ignore[MA107] reason="left out on purpose" until=2099-12-31
audience young = not (user.age >= 18)

audience plain = user.level != "gold"  # ma: ignore[MA107] reason="without a level nobody is asked"
