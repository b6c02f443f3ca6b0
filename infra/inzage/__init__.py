"""The read log (inzagelogboek): who looked at whose data, when, in which role and for which purpose.

The rules:

1. Whoever answers with personal data writes a line for each person before the answer goes out. Where that cannot be
   written, nothing is answered.
2. A line names nobody: the subject by a pseudonym that only the living keys of the casus give (``pseudoniem``), the
   reader by the pseudonymous id that the rest of the service knows.
3. The lines only grow. Each has a record with a commitment to it, and the records are the leaves of a Merkle tree of
   their own, kept and signed as the logboek is.
4. It answers for lawfulness, internal control, security and court (WGS 1.8(4)), and is never an input of a work view:
   only the doors that those go through may read it, which the import contracts hold.

Terms: trace, activity, subject and status as in Logboek Dataverwerkingen 0.8; actor, role, organisation, purpose, what,
when and outcome as NEN 7513 asks.
"""
