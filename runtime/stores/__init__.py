"""Where hosts keep what must outlive them: users, inputs, messages, decisions."""
