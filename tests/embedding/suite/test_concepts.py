"""Theory files are tests beside others, and a fixture checks what a test has written."""


def test_a_theory_that_is_made_here(catproof_check):
    report = catproof_check("poset P { a < b }\nclaim b is terminal in P\n")
    assert report.ok, report.errors


def test_what_is_wrong_is_said_with_its_code(catproof_check):
    report = catproof_check("poset P { a < a }\nclaim a is terminal in P\n")
    assert [error.code for error in report.errors] == ["E402"]
