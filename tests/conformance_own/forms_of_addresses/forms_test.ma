# E.164: a plus and digits
test "forms of addresses" {
  given user ann { mail "no at sign"; phone "13800000000" }
  given user bob { mail "bob.o'neil+x@mail.example.co.uk"; phone "+442071838750" }
  given user cat { mail "cat@例子.example"; phone "+86 138 0000 0000" }
  at 2026-03-02 10:00 event a by ann { }
  expect blocked m by address for ann
  expect blocked m by address for ann
  expect not in has_mail for ann
  event a by bob { }
  expect send m by email for bob
  expect send m by sms for bob
}
