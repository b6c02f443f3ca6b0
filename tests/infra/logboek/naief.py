"""The tree as RFC 6962 section 2.1 and RFC 9162 section 2.1 write it down: recursive, over all leaves."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256


def _k(n: int) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


@cache
def mth(d: tuple[bytes, ...]) -> bytes:
    """The root of these entries."""
    match len(d):
        case 0:
            return sha256().digest()
        case 1:
            return sha256(b"\x00" + d[0]).digest()
        case n:
            return sha256(b"\x01" + mth(d[: _k(n)]) + mth(d[_k(n) :])).digest()


def path(m: int, d: tuple[bytes, ...]) -> Sequence[bytes]:
    """The inclusion proof of entry m."""
    if len(d) == 1:
        return []
    k = _k(len(d))
    if m < k:
        return [*path(m, d[:k]), mth(d[k:])]
    return [*path(m - k, d[k:]), mth(d[:k])]


def proof(m: int, d: tuple[bytes, ...]) -> Sequence[bytes]:
    """The consistency proof from the first m entries to all."""
    return _subproof(m, d, True)  # noqa: FBT003 - as the RFC writes it


def _subproof(m: int, d: tuple[bytes, ...], b: bool) -> Sequence[bytes]:  # noqa: FBT001
    if m == len(d):
        return [] if b else [mth(d)]
    k = _k(len(d))
    if m <= k:
        return [*_subproof(m, d[:k], b), mth(d[k:])]
    return [*_subproof(m - k, d[k:], False), mth(d[:k])]  # noqa: FBT003
