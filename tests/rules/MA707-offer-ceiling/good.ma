offer welcome { face 100 CNY; valid 3 days; at most 1 ever for one user }
offer thanks  { face 99.99 CNY; valid 3 days }
