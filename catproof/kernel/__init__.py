"""The kernel: checks a certificate against plain tables.

It imports nothing but the standard library and none of the rest of catproof; everything else may be clever
because this is not. `check(certificate)` gives the verdict that the certificate proves, or raises `Rejected`.
The format is documented in `catproof/kernel/README.md`.
"""

from catproof.kernel.audit import Tasks
from catproof.kernel.check import FORMAT, Examined, check, digest, examine, examine_joined, examine_part, prover
from catproof.kernel.ordered import Ordered
from catproof.kernel.reading import read
from catproof.kernel.rejection import Missing, Rejected
from catproof.kernel.seen import Seen

__all__ = [
    "FORMAT",
    "Examined",
    "Missing",
    "Ordered",
    "Rejected",
    "Seen",
    "Tasks",
    "check",
    "digest",
    "examine",
    "examine_joined",
    "examine_part",
    "prover",
    "read",
]
