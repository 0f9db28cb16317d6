offer welcome { face 1_000 CNY; valid 3 days; at most 1 ever for one user }
offer thanks  { face 100.01 CNY; valid 3 days }
