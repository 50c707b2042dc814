// Starts `catproof lsp` for theory files.
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function activate() {
  const settings = vscode.workspace.getConfiguration("catproof");
  const python = settings.get("interpreter");
  const [command, ...args] = python ? [python, "-m", "catproof", "lsp"] : settings.get("command");
  const server = { command, args };
  client = new LanguageClient("catproof", "catproof", server, {
    documentSelector: [{ language: "catproof" }],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{cat,csv,tsv,parquet,graphml,json,db}") },
  });
  return client.start();
}

function deactivate() {
  return client && client.stop();
}

module.exports = { activate, deactivate };
