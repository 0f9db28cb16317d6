# Texts without their quotes, with others, or with escapes that stand for nothing.
event signed_up from "Signed Up" { }
event `page view` { }
channel push { }
channel sms { }
message hello "A greeting" {
  push {
    title "Hello, how are you?"
    body  "Fine, and you?"
    link  "https://shop.example/sale?x=1"
  }
  sms {
    text """
      Hello,
      how are you?"""
  }
}
message bye { push { title "50% off\u41"; body "\u{110000}" } sms { text "Bye" } }

campaign greet {
  owner "mei@shop.example"
  enter on signed_up
  flow {
    send hello by push
    send bye by sms
    tag add "reader"
    notify "team" with "new \"customer\""
    if did(`page view, ever) { stop }
  }
}
