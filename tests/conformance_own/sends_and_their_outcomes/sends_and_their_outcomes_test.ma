test "sent" for outcomes {
  given user { consent push }
  at 2026-03-02 10:00  event go { }
  expect send m by push
  expect tag "sent"
  expect tag "went on"
}

# Promotional: needs consent. A blocked send goes on.
test "blocked" for outcomes {
  given user { }
  at 2026-03-02 10:00  event go { }
  expect blocked m by consent
  expect tag "blocked"
  expect tag "went on"
  expect finished
}

test "the channel in the profile" for picks {
  given user ann { favourite "sms"; phone "+8613800000000"; consent sms }
  given user bob { favourite "sms"; email "bob@shop.example"; consent sms }
  given user cal { consent push }
  at 2026-03-02 10:00  event pick by ann { }
  event pick by bob { }
  event pick by cal { }
  expect send m by sms for ann
  expect blocked m by address for bob
  expect send m by email for bob
  expect send m by push for cal
}

# In the order written: push has no consent, sms no number, e-mail may go without asking (opt out).
test "the first that passes" for bests {
  given user ann { email "ann@shop.example"; consent sms }
  given user bob { email "bob@shop.example"; phone "+8613800000000"; consent sms, push }
  given user cal { }
  at 2026-03-02 10:00  event first_best by ann { }
  event first_best by bob { }
  event first_best by cal { }
  expect send m by email for ann
  expect send m by push for bob
  expect blocked m by consent for cal
  expect tag "nothing worked" for cal
}

# With a `failed` arm the flow stays until the channel's final result. Failed: the e-mail, then the push.
test "failed" for watches {
  given user { phone "+8613800000000"; email "ann@shop.example"; consent sms, push }
  at 2026-03-02 10:00  event watched { }
  expect send m by sms
  expect waiting
  at 2026-03-02 10:05  receipt sms.failed of m
  expect send m by email
  expect send m by push
}

test "delivered" for watches {
  given user { phone "+8613800000000"; email "ann@shop.example"; consent sms, push }
  at 2026-03-02 10:00  event watched { }
  expect send m by sms
  at 2026-03-02 10:05  receipt sms.accepted of m
  expect waiting
  at 2026-03-02 10:06  receipt sms.delivered of m
  expect tag "delivered"
  expect send m by push
}
