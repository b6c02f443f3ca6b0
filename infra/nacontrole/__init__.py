"""Looks whether what was destroyed is gone, without believing the code that destroyed it.

The rules:

1. before a destruction, traces of what is going are taken (``sporen``): beginnings of ciphertexts, ids, keyed hashes;
   they recognise what is left, and are no copy of it;
2. which tables there are the catalogue of the database says, not our code (``tabellen``); those that may keep an id
   are named with the reason (``blijvers``);
3. whatever is found is tried with every key that lives (``openen``);
4. files are searched byte by byte (``bestanden``): heap, index, write-ahead log, copies;
5. a check that could not be done is never a pass (``domain.vernietigingslijst.nacontrole.weeg``);
6. what was not looked at at all is always listed (``grenzen``).

Nothing in here imports what destroys (``infra.kluis``) or what reads events (``infra.codec``): a contract of the
imports says so.
"""
