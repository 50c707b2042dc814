// Starts `catproof lsp` for theory files.
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function activate() {
  const [command, ...args] = vscode.workspace.getConfiguration("catproof").get("command");
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
