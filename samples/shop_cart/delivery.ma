# How customers can be reached, how often, and when not. These rules hold for every campaign.

channel push { }

limits {
  at most 1 push in any 24 hours
  at most 2 push in any 7 days
}

quiet hours 22:00-07:00 for push
