#include "load/renumber.hpp"

namespace ampslint {
namespace {

/// Elements live in an arena of the document's own and are shown as constant only.
template <typename Shown>
Shown& own(const Shown& shown) {
  return const_cast<Shown&>(shown);
}

class Renumbering {
 public:
  explicit Renumbering(SourceId by) : by_(by) {}

  void operator()(Span& span) const { span.source += by_; }

  void operator()(Text& text) const {
    (*this)(text.where);
    for (const Piece& piece : text.pieces) (*this)(own(piece).from);
  }

  void operator()(Diagnostic& diagnostic) const {
    (*this)(diagnostic.where);
    for (Note& note : diagnostic.notes) (*this)(note.where);
    if (!diagnostic.fix) return;
    for (Edit& edit : diagnostic.fix->edits) (*this)(edit.where);
  }

  void operator()(Defects& defects) const {
    for (Defect& defect : defects) (*this)(defect.diagnostic);
  }

  void operator()(Suppressions& suppressions) const {
    for (Suppression& one : suppressions.all) {
      (*this)(one.where);
      (*this)(one.scope);
      for (SuppressedRule& rule : one.rules) (*this)(rule.where);
    }
    (*this)(suppressions.defects);
  }

  void operator()(const Element& element) const {
    if (element.extra != nullptr) {
      (*this)(own(element.extra->text));
      for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
        (*this)(own(at->name));
        (*this)(own(at->value));
      }
    }
    for (const Element& child : element.children()) (*this)(child);
  }

 private:
  SourceId by_;
};

}  // namespace

void renumber(Document& document, SourceId by) {
  if (by == 0) return;
  const Renumbering renumbering(by);
  document.source += by;
  for (ElementSource* source : document.texts) source->id += by;
  if (document.root != nullptr) renumbering(*document.root);
  for (const Element* element : document.optional) renumbering(*element);
  for (Inclusion& inclusion : document.inclusions) renumbering(inclusion.name);
  for (Span& token : document.tokens) renumbering(token);
  for (Span& block : document.blocks) renumbering(block);
  renumbering(document.defects);
  renumbering(document.suppressions);
}

}  // namespace ampslint
