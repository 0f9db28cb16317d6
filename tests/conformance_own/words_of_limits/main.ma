# Singular and plural, several channels, `of one message` and `in total` as a marketer writes them (section 6).
user { timezone timezone; mail email }
event a { }
channel push { consent none }
channel email { needs user.mail; consent none }
channel call { consent none }
message m { push { title "m"; body "m" } email { subject "m"; text "m" } call { script "m" } }
limits {
  at most 2 emails per calendar day
  at most 1 calls in any 90 minutes
  at most 3 promotional pushes, emails, calls in any 2 weeks else drop
  at most 100 messages per calendar month in total
  at most 1 messages of one message in any 1 second
}
campaign one { enter on a; reenter always; flow { send m by email; wait 1 minute; send m by email; wait 1 minute; send m by email; wait 1 minute; send m by call; wait 1 hour; send m by call; wait 30 minutes; send m by push } }
