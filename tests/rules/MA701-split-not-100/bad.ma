event ping { value money; page text }
channel push { }
message note { push { title "Hello"; body "How are you?" } }
campaign hello {
  enter on ping
  flow {
    split reminder {
      45% as now   { send note by push }
      45% as later { wait 1 day; send note by push }
    }
    split thirds {
      33.33% as a { }
      33.33% as b { }
      33.33% as c { }
    }
    split too_much { 90% as a { }; 20% as b { } }
  }
}
