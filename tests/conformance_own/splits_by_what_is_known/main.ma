# Splits by attributes with odd values, inside one another, and by uneven shares (section 8).
user { segment one of "Mens E-Mail", "Womens E-Mail", "No E-Mail"; city text; active boolean; stars integer; favourite channel; phone phone; timezone timezone }
event go { kind text }
event thirds { }
channel push { consent opt out }
channel sms { needs user.phone; cost 0.05 CNY; consent opt out }
message m { push { title "m"; body "{{ run.arm | default: '-' }}" }; sms { text "{{ run.arm | default: '-' }}. Reply T to stop." } }

campaign segments {
  enter on go
  reenter always
  flow {
    split letter by user.segment {
      "Mens E-Mail"   as mens   { set run.arm = "mens" }
      "Womens E-Mail" as womens { set run.arm = "womens"
        split town by user.city { "Rome" as italy { set run.arm = "italian women" } else as rest { } }
      }
      else as rest { set run.arm = "rest" }
    }
    send m by push
  }
}
campaign in_thirds {
  enter on thirds
  reenter always
  flow {
    split third salt "spring 2026" {
      33.33% as a { set run.arm = "a" }
      33.33% as b { set run.arm = "b" }
      33.34% as c { set run.arm = "c" }
    }
    send m by first of sms, push
  }
}
