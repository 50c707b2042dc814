"""Laws of category theory as sweeps over all categories with at most 4 arrows, each instance checked by the kernel.

Run by hand: `python tests/decide/many_laws.py [NAME...]` says of each law how many instances it has and what it took.
`test_many_laws.py` does on smaller categories.
"""

from __future__ import annotations

import sys
import time

import catproof

LAWS = {
    # Mac Lane IV.1, theorem 2; X.3: lan is left adjoint to restriction, and that to ran
    "lan -| restrict, at lan": """
        forall C in categories(arrows <= {few}) : forall D in categories(arrows <= {most}) :
        forall F in functors(C, D) : forall T in tasks(C, size <= 1) :
        counit(F, lan(F, T)) . lan(F, unit(F, T)) = id(lan(F, T))""",
    "lan -| restrict, at restrict": """
        forall C in categories(arrows <= {most}) : forall D in categories(arrows <= {few}) :
        forall F in functors(C, D) : forall T in tasks(D, size <= 1) :
        restrict(F, counit(F, T)) . unit(F, restrict(F, T)) = id(restrict(F, T))""",
    "restrict -| ran, at restrict": """
        forall C in categories(arrows <= {most}) : forall D in categories(arrows <= {few}) :
        forall F in functors(C, D) : forall T in tasks(D, size <= 1) :
        ran_counit(F, restrict(F, T)) . restrict(F, ran_unit(F, T)) = id(restrict(F, T))""",
    "restrict -| ran, at ran": """
        forall C in categories(arrows <= {few}) : forall D in categories(arrows <= {most}) :
        forall F in functors(C, D) : forall T in tasks(C, size <= 1) :
        ran(F, ran_counit(F, T)) . ran_unit(F, ran(F, T)) = id(ran(F, T))""",
    # Mac Lane III.2: elements of T at a are the transformations from y(a), one each
    "Yoneda": """
        forall C in categories(arrows <= {most}) : forall a in objects(C) : forall T in tasks(C, size <= 3) :
        (forall n in transformations(yoneda(C, a), T) : exists unique x in elements(T, a) : element(T, x) = n)
        and forall x in elements(T, a) : element(T, x)(id(a)) = x""",
    # Mac Lane V.5
    "right adjoints preserve limits": """
        forall C in categories(arrows <= {most}) : forall D in categories(arrows <= {few}) :
        forall G in functors(C, D) : G has a left adjoint implies G preserves limits""",
    "left adjoints preserve colimits": """
        forall C in categories(arrows <= {few}) : forall D in categories(arrows <= {most}) :
        forall F in functors(C, D) : F has a right adjoint implies F preserves colimits""",
    # Mac Lane II.1-2: duality
    "mono in C is epi in the opposite": """
        forall C in categories(arrows <= {most}) : forall f in arrows(C) :
        (f is mono iff f is epi in opposite(C)) and (f is split mono iff f is split epi in opposite(C))""",
    "initial in C is terminal in the opposite": """
        forall C in categories(arrows <= {most}) :
        forall a in objects(C) : a is initial iff a is terminal in opposite(C)""",
    "colimits are limits in the opposite": """
        forall C in categories(arrows <= {most}) : (C has coproducts iff opposite(C) has products)
        and (C has coequalizers iff opposite(C) has equalizers) and (C has pushouts iff opposite(C) has pullbacks)""",
    "adjoints on the other side": """
        forall C in categories(arrows <= {few}) : forall D in categories(arrows <= {few}) :
        forall F in functors(C, D) : F has a left adjoint iff opposite(F) has a right adjoint""",
    # Mac Lane X.6, III.7: the inclusion by Yoneda is dense: each task is the colimit of its elements
    "density": """
        forall C in categories(arrows <= {most}) : forall T in tasks(C, size <= 3) :
        lan(projection(T), terminal(elements(T))) ~= T""",
    "identities are dense": "forall C in categories(arrows <= {most}) : identity(C) is dense",
    # Mac Lane and Moerdijk VI.1: presheaves are Boolean (true, and what is not true, are all) just for groupoids
    "Boolean iff groupoid": """
        forall C in categories(arrows <= {most}) : omega(C) ~= sum(terminal(C), terminal(C)) iff C is a groupoid""",
}


def sentence(law: str, most: int, few: int) -> str:
    """The law for categories with at most so many arrows, on one line."""
    return " ".join(LAWS[law].format(most=most, few=few).split())


def main(names: list[str]) -> int:
    """Check the laws of these names, or all."""
    broken = 0
    for law in names or LAWS:
        start = time.monotonic()
        said = f"claim {sentence(law, 4, 4)}\n"
        (verdict,) = catproof.check_text(said, timeout=3000).verdicts
        broken += verdict.value != "true"
        taken = time.monotonic() - start
        print(f"{law}: {verdict.value}, {verdict.instances} instances, {taken:.0f} s", flush=True)
    return broken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
