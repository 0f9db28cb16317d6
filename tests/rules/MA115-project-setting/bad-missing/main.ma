channel push { }
