event ok1 { }   # fine
event  broken {
   cart_id txet   # this one   
   value money
}


   # before the second
event ok2 { }
campaign  odd  {
   wiat 3 days
}
audience fine = user.x = 1
audience   wide  ＝ user.x=1
