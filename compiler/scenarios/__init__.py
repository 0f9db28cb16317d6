"""What a test may say: of which users, at which instants, with which values."""
