"""Money of a form's head: which amounts stand for which source of money, and in which unit.

``beside`` reads a label with its amounts behind it, ``below`` amounts that stand below the labels of the row before,
``columns`` tables of amounts under heads. They ask ``totals`` which label states the total and which total that is,
``years`` whose year's money a label names, and ``units`` for units printed apart; ``amounts`` records what was read,
each source and scope once.
"""
