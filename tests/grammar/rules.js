// What `tree-sitter generate` makes of a grammar before it makes a parser: node rules.js grammar.js prints grammar.json.
const text = (value) => ({ type: "STRING", value });
const rule = (it) =>
  typeof it === "string" ? text(it) : it instanceof RegExp ? { type: "PATTERN", value: it.source } : it;
const ranked = (type) => (value, content) => ({ type, value, content: rule(content) });
Object.assign(globalThis, {
  blank: () => ({ type: "BLANK" }),
  seq: (...members) => ({ type: "SEQ", members: members.map(rule) }),
  choice: (...members) => ({ type: "CHOICE", members: members.map(rule) }),
  optional: (it) => choice(it, blank()),
  repeat: (it) => ({ type: "REPEAT", content: rule(it) }),
  repeat1: (it) => ({ type: "REPEAT1", content: rule(it) }),
  prec: Object.assign(ranked("PREC"), { left: ranked("PREC_LEFT"), right: ranked("PREC_RIGHT") }),
  token: (it) => ({ type: "TOKEN", content: rule(it) }),
  field: (name, content) => ({ type: "FIELD", name, content: rule(content) }),
  alias: (content, to) =>
    ({ type: "ALIAS", content: rule(content), named: typeof to !== "string", value: to.name ?? to }),
  grammar: (given) => {
    const $ = new Proxy({}, { get: (_, name) => ({ type: "SYMBOL", name }) });
    const all = (key) => (given[key] ? given[key]($).map(rule) : []);
    const names = (key) => all(key).map((one) => one.name);
    const rules = Object.fromEntries(Object.entries(given.rules).map(([name, make]) => [name, rule(make($))]));
    return {
      name: given.name, word: given.word($).name, rules, extras: all("extras"),
      conflicts: (given.conflicts?.($) ?? []).map((set) => set.map((one) => one.name)),
      precedences: [], externals: all("externals"), inline: names("inline"), supertypes: names("supertypes"),
    };
  },
});
console.log(JSON.stringify(require(require("path").resolve(process.argv[2]))));
