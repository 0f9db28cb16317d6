event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
holdout 0.5%
campaign hello {
  enter on ping
  holdout 100%
  flow {
    split reminder {
      45% as now   { send note by push }
      55% as later { wait 1 day; send note by push }
    }
    split thirds {
      33.33% as a { }
      33.33% as b { }
      33.34% as c { }
    }
    split by_page by user.segment { "a" as first { } else as rest { } }
  }
}
user { segment text }
