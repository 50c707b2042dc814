// Tokenises files with the TextMate engine of VS Code: node tokenise.js GRAMMAR FILE... prints one JSON array a file,
// of [line, start, end, innermost scope], with lines and columns from 1 in code points.
const fs = require("fs");
const path = require("path");
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

async function main([grammarPath, ...files]) {
  const wasm = path.join(path.dirname(require.resolve("vscode-oniguruma")), "onig.wasm");
  await oniguruma.loadWASM(fs.readFileSync(wasm));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(grammarPath, "utf8"), grammarPath),
  });
  const grammar = await registry.loadGrammar("source.catproof");
  for (const file of files) {
    const found = [];
    let stack = textmate.INITIAL;
    fs.readFileSync(file, "utf8").split("\n").forEach((line, number) => {
      const points = (index) => [...line.slice(0, index)].length;
      const result = grammar.tokenizeLine(line, stack);
      if (result.stoppedEarly) throw new Error(`${file}:${number + 1}: too slow`);
      stack = result.ruleStack;
      for (const token of result.tokens)
        found.push([number + 1, points(token.startIndex) + 1, points(token.endIndex) + 1, token.scopes.at(-1)]);
    });
    console.log(JSON.stringify(found));
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
