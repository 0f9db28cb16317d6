# The shop's users.
# Kept by growth.

user {  # one record a person
  # shown in greetings
  name  text  # may be unknown

  # E.164
  phone     phone
  birthday  date  # never shown
  # what follows comes from the CRM
}

# reasons: see the wiki
category service {  # for what must be said
  # both, by law
  exempt from limits, quiet hours  # not consent
}

group plans {
  one campaign at a time  # the higher one wins
}

event nothing_yet {
  # to be agreed with the shop
}

audience keen =  # both must hold
  # looked around
  count(
    page_view
      where event.page in (
        "wealth",  # the old name
        "invest"
        # more to come
      ),
    last 7 days
  )
    >= 3  # three times
  # and has something
  and (
    user.points > 10  # ten
    or user.name is known
  )  # or a name

# a campaign
campaign winback "Win-back" {  # since spring
  owner     "growth@shop.example"  # on duty
  # who
  enter on  order_paid
    # only what matters
    where event.amount >= 50 CNY  # in CNY

  # what
  flow {  # from here
    if user.points > 10 { send hello by push }  # rich
    # the others
    else { send hello by sms }  # all done
    wait for push.opened up to 1 hour {  # opened
      stop  # enough
    }  # not opened
    else {  # later
      # nothing to do
    }
    split look {
      # half
      50% as a { }  # nothing
      # the other half
      50% as b { stop; give ten_off }  # all
      # no more arms
    }
    remind(
      hello,  # which
      1 day
    )  # when
    # the end
  }
  # after the flow
}  # of winback
# the last line
