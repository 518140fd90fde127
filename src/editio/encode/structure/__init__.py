"""The structure of plain text: one module per phenomenon.

A recogniser looks at a unit (see :mod:`editio.encode.model`) and those around it, and says what it
is, or nothing. The first that knows an answer has it. Each looks ahead only over what it takes, or
a bounded number of units, so that the whole is done in linear time.
"""
