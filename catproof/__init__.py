"""catproof: decides what prompting, tuning and transfer can do on finite categories.

    >>> import catproof
    >>> report = catproof.check_text('''
    ... poset P { dog < animal ; cat < animal }
    ... task is_dog on P { dog = {yes} }
    ... claim is_dog is representable by dog
    ... ''')
    >>> report.ok
    True

`check_file`, `check_text` and `check_many` run the statements of theories and give a `Report`, `iter_verdicts` the
verdicts one by one, `acheck` is for event loops; `load` gives the things a theory declares, `show` anything that it
speaks of, as tables; `count`, `explain`, `audit`, `draw`, `export`, `verify` and `fmt` are the commands of these names,
and `audit_model` is `audit --model`, for arrays and data frames as well.
The mathematical classes can be used on their own. Everything heavy is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catproof.version import __version__ as __version__

if TYPE_CHECKING:
    from catproof.core.category import Arrow as Arrow
    from catproof.core.category import Category as Category
    from catproof.core.category import Generator as Generator
    from catproof.core.category import NotACategory as NotACategory
    from catproof.core.chase import Equation as Equation
    from catproof.core.deadline import Cancellation as Cancellation
    from catproof.core.functor import Functor as Functor
    from catproof.core.graded import Graded as Graded
    from catproof.core.graded import GradedFunctor as GradedFunctor
    from catproof.core.graded import GradedModel as GradedModel
    from catproof.core.graded import GradedTask as GradedTask
    from catproof.core.limits import LimitReached as LimitReached
    from catproof.core.model import Model as Model
    from catproof.core.task import Element as Element
    from catproof.core.task import Task as Task
    from catproof.diagnostic import Diagnostic as Diagnostic
    from catproof.diagnostic import InputError as InputError
    from catproof.elaborate.ready import Statement as Statement
    from catproof.errors import Cancelled as Cancelled
    from catproof.errors import CatproofError as CatproofError
    from catproof.errors import CertificateRejected as CertificateRejected
    from catproof.errors import MissingPackage as MissingPackage
    from catproof.errors import ProcessEnded as ProcessEnded
    from catproof.faces.api import Bounds as Bounds
    from catproof.faces.api import Checking as Checking
    from catproof.faces.api import Declarations as Declarations
    from catproof.faces.api import acheck as acheck
    from catproof.faces.api import check as check
    from catproof.faces.api import check_file as check_file
    from catproof.faces.api import check_many as check_many
    from catproof.faces.api import check_text as check_text
    from catproof.faces.api import iter_verdicts as iter_verdicts
    from catproof.faces.api import load as load
    from catproof.faces.building import Theory as Theory
    from catproof.faces.questions import audit as audit
    from catproof.faces.questions import audit_model as audit_model
    from catproof.faces.questions import count as count
    from catproof.faces.questions import draw as draw
    from catproof.faces.questions import explain as explain
    from catproof.faces.questions import export as export
    from catproof.faces.questions import fmt as fmt
    from catproof.faces.questions import show as show
    from catproof.faces.questions import verify as verify
    from catproof.options import Options as Options
    from catproof.report.schema import schema as schema
    from catproof.report.sheet import Sheet as Sheet
    from catproof.running.monitor import Step as Step
    from catproof.running.report import FileReport as FileReport
    from catproof.running.report import Report as Report
    from catproof.running.schedule import WorkersFailed as WorkersFailed
    from catproof.running.verdict import InternalError as InternalError
    from catproof.running.verdict import Verdict as Verdict

_HOMES = {
    "Declarations": "faces.api",
    "Theory": "faces.building",
    "Cancellation": "core.deadline",
    "Cancelled": "errors",
    "CatproofError": "errors",
    "NotACategory": "core.category",
    "WorkersFailed": "running.schedule",
    "CertificateRejected": "errors",
    "MissingPackage": "errors",
    "ProcessEnded": "errors",
    "Statement": "elaborate.ready",
    "Bounds": "faces.api",
    "Checking": "faces.api",
    "acheck": "faces.api",
    "check": "faces.api",
    "check_file": "faces.api",
    "check_many": "faces.api",
    "check_text": "faces.api",
    "iter_verdicts": "faces.api",
    "load": "faces.api",
    "audit": "faces.questions",
    "audit_model": "faces.questions",
    "count": "faces.questions",
    "draw": "faces.questions",
    "explain": "faces.questions",
    "export": "faces.questions",
    "fmt": "faces.questions",
    "show": "faces.questions",
    "verify": "faces.questions",
    "Arrow": "core.category",
    "Category": "core.category",
    "Generator": "core.category",
    "Equation": "core.chase",
    "Functor": "core.functor",
    "Graded": "core.graded",
    "GradedFunctor": "core.graded",
    "GradedModel": "core.graded",
    "GradedTask": "core.graded",
    "LimitReached": "core.limits",
    "Model": "core.model",
    "Element": "core.task",
    "Task": "core.task",
    "Diagnostic": "diagnostic",
    "InputError": "diagnostic",
    "Options": "options",
    "schema": "report.schema",
    "Sheet": "report.sheet",
    "Step": "running.monitor",
    "InternalError": "running.verdict",
    "Verdict": "running.verdict",
    "FileReport": "running.report",
    "Report": "running.report",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'catproof' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"catproof.{_HOMES[name]}"), name)


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext catproof` calls."""
    from catproof.faces.notebook import load_ipython_extension as load

    load(shell)


def __dir__() -> list[str]:
    return sorted(__all__)
