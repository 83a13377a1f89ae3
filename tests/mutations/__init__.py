"""Mutations: one default of an agreeing pair is changed on one side, and exactly that parameter must be reported.

``python -m tests.mutations`` (``make mutations``) runs all of them; ``test_mutations.py`` runs a seeded sample.

- ``subjects``: the trees: our own examples, a matrix of every form against every other, and real sdists;
- ``sites``: the places in a tree where a default is stated, by what the engine finds in the tree as it is;
- ``replacing``: what to write instead, by the kind of value and the language of the side;
- ``forms``: what a place is called in the figures;
- ``working_copy``: a copy of hard links in which one file at a time is replaced;
- ``judging``: whether what is found afterwards is this parameter and nothing else;
- ``running``: all of it, in several processes, and the figures.

A tree need not be without any difference: what it reports as it is counts for nothing, only what a change adds.
"""
