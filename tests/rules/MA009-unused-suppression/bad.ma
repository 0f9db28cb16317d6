user { age integer; level one of "regular", "gold" }

# ma: ignore[MA107] reason="nothing to hide"
audience adults = user.age >= 18

# ma: ignore[MA107]
audience young = not (user.age >= 18)

# ma: ignore[MA107] reason="was right then" until=2024-12-31
audience old = not (user.age < 60)

# ma: ignore[MA701, MA107, MA999] reason="some of them"
audience some = not (user.age = 3)

audience none = user.age = 3  # ma: ignore[MA001] reason="never possible"

# ma: ignore reason="which?"
audience any = user.age = 4

# ma: ignore[MA107] because="of a typing error"
audience more = user.age = 5
