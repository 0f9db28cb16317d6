user { segment text; favourite channel; phone phone; points integer; since moment; member_id text }
event ping { source text; at moment }
channel push { }
channel sms { needs user.phone }
channel hook { kind webhook }
message note {
  push { title "Hello"; body "How are you?" }
  sms { text "How are you? Reply T to stop." }
}
message ticket { hook { body "{{ entry.source }}" } }

campaign routes {
  category transactional
  priority 70
  enter on ping
  when changed stop
  flow {
    if user.points >= 1_000 { send note by push } else if entry.source is unknown { } else { stop }
    split look salt "2026" {
      33.33% as red { send note by push as first_red }
      33.33% as green { }
      33.34% as blue { send note by push }
    }
    split even {
      50% as a { }
      50% as b { }
    }
    split letter by user.segment {
      "men" as men { tag add "man" }
      "women" as women { tag remove "man" }
      else as rest { }
    }
    split moment by entry.at { 2026-11-11 as then_ { } }
    send note by user.favourite { blocked { tag add "blocked" } }
    send note by first of push, sms { failed { start other } sent { set user.points = user.points + 1 } }
    set user.since = 2026-01-01
    set user.favourite = "sms"
    unset user.segment
    set run.count = 1
    unset run.count
    hand off to "sales" with "{{ user.member_id | default: 'somebody' }} came by {{ entry.source }}"
    notify "team" with "done"
    call webhook ticket
    start other
  }
}

campaign other { enter by call; flow { } }
