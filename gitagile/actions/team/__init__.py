"""The team: who there is, how much time they have, and what each says of their day."""
