// What the grammar cannot say: which line ends separate items, which words are never names, and where, whatever came
// before, a declaration begins. Such a word is returned even where it cannot stand: a broken item ends there.

#include "tree_sitter/parser.h"

#include <string.h>

enum { LINE_END, IN_ERROR, BRACE, BRACKET, COMMENT, FIRST_WORD, STATEMENTS = 5, RESERVED = 17, WORDS = 35, LONGEST = 16 };

// In the order of `externals` in grammar.js, with the sign that is another spelling. First the reserved words; the
// others begin declarations.
static const struct { const char *word; int32_t sign; } WORD[WORDS] = {
  {"claim", 0}, {"refute", 0}, {"ask", 0}, {"find", 0}, {"import", 0}, {"forall", 0x2200}, {"exists", 0x2203},
  {"not", 0xAC}, {"and", 0x2227}, {"or", 0x2228}, {"implies", 0x21D2}, {"iff", 0x21D4}, {"is", 0}, {"has", 0},
  {"solves", 0}, {"generalizes", 0}, {"in", 0x2208},
  {"category", 0}, {"monoid", 0}, {"group", 0}, {"poset", 0}, {"preorder", 0}, {"table", 0}, {"functor", 0},
  {"transformation", 0}, {"model", 0}, {"task", 0}, {"presheaf", 0}, {"tasks", 0}, {"copresheaf", 0}, {"pretext", 0},
  {"define", 0}, {"enriched", 0}, {"scores", 0}, {"names", 0},
};

void *tree_sitter_catproof_external_scanner_create(void) { return NULL; }
void tree_sitter_catproof_external_scanner_destroy(void *payload) { (void)payload; }
unsigned tree_sitter_catproof_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload, (void)buffer;
  return 0;
}
void tree_sitter_catproof_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload, (void)buffer, (void)length;
}

static bool is_line_end(int32_t sign) { return sign == '\n' || sign == '\r'; }

static bool is_space(int32_t sign) {
  return sign == ' ' || sign == '\t' || sign == '\f' || sign == '\v' || sign == 0xFEFF || sign == 0xA0;
}

static bool begins_word(int32_t sign) {
  return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || sign == '_';
}

static bool in_word(int32_t sign) { return begins_word(sign) || (sign >= '0' && sign <= '9') || sign == '\''; }

static void skip_spaces(TSLexer *lexer) {
  while (is_space(lexer->lookahead)) lexer->advance(lexer, false);
}

// The word that comes next, cut to LONGEST; empty where none does.
static void read_word(TSLexer *lexer, char *word) {
  unsigned length = 0;
  if (begins_word(lexer->lookahead))
    for (; in_word(lexer->lookahead); lexer->advance(lexer, false))
      if (length < LONGEST) word[length++] = (char)lexer->lookahead;
  word[length] = 0;
}

static int number_of(const char *word) {
  for (int k = 0; k < WORDS; k++)
    if (!strcmp(word, WORD[k].word)) return k;
  return WORDS;
}

// Does what follows make the word the beginning of a declaration: a name on the same line?
static bool names(TSLexer *lexer, bool definition) {
  skip_spaces(lexer);
  if (lexer->lookahead == '"') return !definition;
  char word[LONGEST + 1];
  read_word(lexer, word);
  if (!*word || number_of(word) < RESERVED || !strcmp(word, "at")) return false;
  if (!definition) return true;
  skip_spaces(lexer);
  return lexer->lookahead == '(';
}

// Does an item go on with what stands at the beginning of a line?
static bool joins(TSLexer *lexer) {
  switch (lexer->lookahead) {
    case '}': case ';': case '~': case '|': case '.': case '<': case '>': case '^': case '=': case ':': case ',': case '+':
    case 0x2192: case 0x2218: case 0x2245: case 0x2264: case 0x2265: case 0x2260: case 0x21A6:  // → ∘ ≅ ≤ ≥ ≠ ↦
      return true;
    case '!':
      lexer->advance(lexer, false);
      return lexer->lookahead == '=';
    case '-':
      lexer->advance(lexer, false);
      return lexer->lookahead == '>';
    default:
      return lexer->eof(lexer);
  }
}

bool tree_sitter_catproof_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  lexer->mark_end(lexer);
  bool first_on_line = false;
  while (is_space(lexer->lookahead) || is_line_end(lexer->lookahead)) {
    first_on_line |= is_line_end(lexer->lookahead);
    lexer->advance(lexer, true);
  }
  if (lexer->lookahead == '#') {  // before a line end that separates, so that it need not be looked past
    while (!lexer->eof(lexer) && !is_line_end(lexer->lookahead)) lexer->advance(lexer, false);
    lexer->mark_end(lexer);
    lexer->result_symbol = COMMENT;
    return true;
  }
  bool separates = first_on_line && valid[LINE_END] && !valid[IN_ERROR];
  if (separates && joins(lexer)) return false;
  int32_t sign = lexer->lookahead;
  char word[LONGEST + 1];
  read_word(lexer, word);
  int number = number_of(word);
  if (!*word && sign >= 0x80) {
    for (number = 0; number < WORDS && WORD[number].sign != sign;) number++;
    lexer->advance(lexer, false);
  }
  bool statement = number < STATEMENTS, reserved = number < RESERVED, other = number < WORDS && !reserved;
  // What is still open ends, by a sign of no length, where the next item of the file begins.
  bool open = !valid[IN_ERROR] && (valid[BRACE] || valid[BRACKET]);
  if (!separates && !(open && !(reserved && !statement))) lexer->mark_end(lexer);
  bool begins = statement || (other && first_on_line && names(lexer, !strcmp(word, "define")));
  lexer->result_symbol = begins && open ? (valid[BRACE] ? BRACE : BRACKET) : separates ? LINE_END : FIRST_WORD + number;
  return begins || separates || reserved;
}
