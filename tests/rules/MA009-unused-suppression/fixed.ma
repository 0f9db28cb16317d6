user { age integer; level one of "regular", "gold" }

audience adults = user.age >= 18

# ma: ignore[MA107] reason="..."
audience young = not (user.age >= 18)

audience old = not (user.age < 60)

# ma: ignore[MA107] reason="some of them"
audience some = not (user.age = 3)

audience none = user.age = 3

# ma: ignore reason="which?"
audience any = user.age = 4

# ma: ignore[MA107] because="of a typing error"
audience more = user.age = 5
