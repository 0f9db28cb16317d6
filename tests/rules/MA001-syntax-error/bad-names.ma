# Names that are none, and texts where names belong.
event where { }
event page view { page text }
event "Order Paid" { amount money }
offer 10off { face 10 CNY }
channel push { }
message spring-sale { push { title "Hello"; body "How are you?" } }
audience `` = did(`where`, ever)
campaign "greet" {
  enter on `where`
  flow { send "spring_sale" by push }
}
