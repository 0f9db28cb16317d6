event ping{page text}
channel push {}
