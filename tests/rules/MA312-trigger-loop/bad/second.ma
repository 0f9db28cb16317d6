campaign second { enter by call; reenter always; flow { hand_on(bye) } }
