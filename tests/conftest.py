"""One hypothesis profile for all tests: the same examples on every run, however slow the machine."""

import resource

from hypothesis import HealthCheck, settings

settings.register_profile(
    "fixed",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("fixed")

# A test that runs away ends in a MemoryError of its own and does not take the machine with it.
_, _most = resource.getrlimit(resource.RLIMIT_AS)
resource.setrlimit(resource.RLIMIT_AS, (12 * 2**30, _most))
