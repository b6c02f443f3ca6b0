"""The verklaring van vernietiging: made, signed, kept, given out, and checked offline.

Its core is on bytes, without I/O: ``vorm``, ``ondertekening``, ``strook``, ``verifieer``. Around it: ``bewijs`` in the
logboek, ``register`` in the database, ``maken`` who puts it together, ``document`` as PDF.
"""
