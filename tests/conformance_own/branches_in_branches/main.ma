# `if` in `if`, with unknowns, empty blocks and a split (section 8).
user { level one of "gold", "silver", "none" default "none"; age integer; likes list of text; spend money default 0 CNY; timezone timezone }
event go { source text; n integer }
channel push { consent opt out }
message result { push { title "r"; body "{{ run.way | default: '-' }}" } }

campaign tree {
  enter on go
  reenter always
  flow {
    set run.way = "start"
    if user.level = "gold" {
      if user.age >= 60 and user.likes contains "tea" {
        set run.way = "gold old tea"
      } else if user.age >= 60 {
        set run.way = "gold old"
      } else if user.age is unknown {
        set run.way = "gold ageless"
      } else {
        if not (entry.source = "web") { set run.way = "gold young other" }
        else if entry.n between 1 and 3 { set run.way = "gold young web few" }
        else if entry.n > 3 { set run.way = "gold young web many" }
      }
    } else if user.spend > 1_000 CNY or user.level in ("silver") {
      split half { 50% as left { set run.way = "silver left" } 50% as right { set run.way = "silver right" } }
    } else if entry.source is known and entry.source != "" {
    } else {
      set run.way = "nobody"
    }
    send result by push
  }
}
