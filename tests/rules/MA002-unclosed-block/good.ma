user { level one of "regular", "gold" default "regular" }
event signed_up { page text }
channel push { }
message hello { push {
title "Hello {" ; body """
  } How are you? {{ user.level }}
""" } }

campaign greet {
enter on signed_up  # a } in a comment
    flow {
  if user.level = "gold" { send hello by push } else {
        wait 1 day }
}
}
