# Three ways out of one campaign, and an entry that would leave at once (section 7).
user { happy boolean; left moment; timezone timezone }
event go { plan text; deadline moment }
event stop_it { plan text }
event any_word { }
channel push { consent opt out }
message one { push { title "one"; body "one" } }
message two { push { title "two"; body "two" } }

campaign three_doors {
  enter on go
  reenter always
  exit on stop_it where event.plan = entry.plan or event.plan = "all"
  exit on any_word
  exit when user.happy
  exit after 2 days
  flow { send one by push; wait 36 hours; send two by push; wait 36 hours; send two by push }
}
