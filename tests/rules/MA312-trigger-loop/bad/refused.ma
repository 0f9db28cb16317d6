campaign welcome { enter on ping; enter by call; flow { send hello by push; start tips; wait 1 day } }
campaign tips {
  enter by call
  flow { send bye by push { sent { start welcome } blocked { start welcome } } }
}
campaign again { enter on ping; enter by call; reenter after 1 day from start; flow { start again } }
campaign running {
  enter by call
  reenter always
  flow { start running; wait up to 1 day { on pong { stop } } }
}
