# `last` is that property of the last such event, also when it is unknown there.
test "the last one does not say" {
  given user { did paid { method "card"; amount 20 CNY } at 2026-03-01 08:00; did paid { amount 5 CNY } at 2026-03-01 09:00 }
  at 2026-03-02 10:00  expect not in last_known
  expect not in last_card
  expect in first_card
  expect in last_big
  expect not in last_lately
  expect in since_last
}

test "the first one does not say" {
  given user { did paid { amount 20 CNY } at 2026-03-01 08:00; did paid { method "card"; amount 5 CNY } at 2026-03-02 08:30 }
  at 2026-03-02 10:00  expect in last_card
  expect not in first_card
  expect not in last_big
  expect not in since_last
  at 2026-03-02 10:29:59  expect not in since_last
  at 2026-03-02 10:30  expect in since_last
}

# `since entry`: after the entry event in the log, so the payment before it is not the first.
test "first since entry" for ask {
  given user { consent push; did paid { method "cash"; amount 50 CNY } at 2026-03-02 09:00 }
  at 2026-03-02 10:00  event asked { }
  expect send m by push containing "cash"
  at 2026-03-02 10:10  event paid { method "card"; amount 1 CNY }
  at 2026-03-02 10:20  event paid { method "cheque"; amount 1 CNY }
  at 2026-03-02 11:00  expect send m by push containing "card"
}

test "nothing since entry" for ask {
  given user { consent push }
  at 2026-03-02 10:00  event asked { }
  expect send m by push containing "nothing"
  at 2026-03-02 11:00  expect nothing
}
