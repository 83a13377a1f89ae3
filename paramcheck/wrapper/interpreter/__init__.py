"""A small abstract interpreter over ``ast`` that answers one question.

Called with only the required arguments, what reaches the native side? It runs no code of the tree: every value
is abstract, and carries the parameters whose data is in it. Whatever it cannot decide is unknown, never a guess.
"""
