"""The language server of a module of tests, with a client that has the capabilities of an editor."""

from __future__ import annotations

import sys

import pytest_lsp
from lsprotocol import types as lsp
from patience import PATIENCE
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[sys.executable, "-m", "catproof", "lsp", "--timeout", str(PATIENCE)]),
    scope="module",
)
async def client(lsp_client: LanguageClient):  # type: ignore[no-untyped-def]
    @lsp_client.feature(lsp.WORKSPACE_CODE_LENS_REFRESH)
    def refresh(given: None) -> None:
        """An editor would ask for the lenses; the tests do so themselves."""

    capabilities = client_capabilities("visual-studio-code")
    parameters = lsp.InitializeParams(capabilities=capabilities, process_id=None)
    await lsp_client.initialize_session(parameters)
    yield
    await lsp_client.shutdown_session()
