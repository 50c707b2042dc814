package tree_sitter_catproof_test

import (
	"testing"

	tree_sitter "github.com/smacker/go-tree-sitter"
	"github.com/tree-sitter/tree-sitter-catproof"
)

func TestCanLoadGrammar(t *testing.T) {
	language := tree_sitter.NewLanguage(tree_sitter_catproof.Language())
	if language == nil {
		t.Errorf("Error loading Catproof grammar")
	}
}
