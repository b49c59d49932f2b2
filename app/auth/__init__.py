"""Who somebody is and what they may: roles, passwords, tokens."""
