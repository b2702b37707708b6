// Any bytes as a configuration and the files that it includes, all in memory: a line `--- NAME`
// begins another file. What is loaded leads back to what its author wrote, and `expand` writes it
// so that it reads alike.
#include <algorithm>
#include <sstream>

#include "base/files.hpp"
#include "input.hpp"
#include "load/document.hpp"
#include "model/secret_names.hpp"
#include "report/commands.hpp"

namespace {

using namespace ampslint;

constexpr std::string_view folder = "/no-such-folder/";
constexpr std::string_view divider = "\n--- ";

/// The first file is `amps.xml`.
Overlay split(std::string_view text) {
  Overlay files(disk());
  std::string name = "amps.xml";
  while (true) {
    const std::size_t end = std::min(text.find(divider), text.size());
    files.texts.emplace(files.key(std::string(folder) + name), std::string(text.substr(0, end)));
    if (end == text.size()) return files;
    text.remove_prefix(end + divider.size());
    const std::size_t line_end = std::min(text.find('\n'), text.size());
    // A name is no path to elsewhere, and holds nothing that a path cannot.
    name = "x";
    for (const char c : text.substr(0, line_end)) {
      if (c != '/' && c != '\0') name += c;
    }
    name.erase(0, 1);
    if (name.empty() || name == "." || name == ".." || name.size() > 64) name = "x";
    text.remove_prefix(std::min(line_end + 1, text.size()));
  }
}

void demand_text(const Sources& sources, const Text& text) {
  if (!text) return;
  fuzz::demand_inside(sources, text.where);
  // In a template a token is read as one that is no markup: `<@x>` as `{@x}`.
  const auto is_written = [&](Span where, std::string_view value) {
    return std::ranges::equal(sources.text(where), value, [](char written, char read) {
      return written == read || (written == '<' && read == '{') || (written == '>' && read == '}');
    });
  };
  if (text.pieces.empty()) {
    fuzz::demand(text.value.empty() || is_written(text.where, text.value));
    return;
  }
  Span before{.source = text.where.source, .begin = text.where.begin, .end = text.where.begin};
  for (std::size_t i = 0; i < text.pieces.size(); ++i) {
    const Piece& piece = text.pieces[i];
    const bool last = i + 1 == text.pieces.size();
    const std::size_t next = last ? text.value.size() : text.pieces[i + 1].at;
    fuzz::demand(i == 0 ? piece.at == 0 : piece.at <= next);
    // A reference may stand for several pieces.
    fuzz::demand(piece.from.begin >= before.end || piece.from == before);
    fuzz::demand(piece.from.source == text.where.source && piece.from.end <= text.where.end);
    before = piece.from;
    if (!piece.verbatim) continue;
    fuzz::demand(is_written(piece.from, text.value.substr(piece.at, next - piece.at)));
  }
}

void demand_element(const Sources& sources, const Element& element) {
  fuzz::demand(sources.text(element.name().where) == element.name().value);
  const bool closed = element.name().in_end_tag().begin != element.name().in_end_tag().end;
  if (closed) fuzz::demand(sources.text(element.name().in_end_tag()) == element.name().value);
  demand_text(sources, element.text());
  for (const Attribute* at = element.attributes(); at != nullptr; at = at->next) {
    demand_text(sources, at->name);
    demand_text(sources, at->value);
  }
  for (const Element& child : element.children()) {
    fuzz::demand(child.parent == &element);
    demand_element(sources, child);
  }
}

/// A variable may bring blanks, which mean nothing where they are read again.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

void demand_alike(const Element& a, const Element& b) {
  fuzz::demand(a.name().value == b.name().value);
  // Written with `***`.
  if (is_secret_name(a.name().value) || a.text().value.find("://") != std::string_view::npos)
    return;
  fuzz::demand(trimmed(a.text().value) == trimmed(b.text().value));
  const Element* other = b.first_child;
  for (const Element& child : a.children()) {
    fuzz::demand(other != nullptr);
    demand_alike(child, *other);
    other = other->next;
  }
  fuzz::demand(other == nullptr);
}

void demand_expands(const Document& document, const Inputs& inputs) {
  std::ostringstream out;
  write_expanded(document, inputs, false, out);
  Sources again;
  Arena arena;
  const Element* root = read_running("expanded.xml", out.str(), again, arena);
  fuzz::demand(root != nullptr);
  demand_alike(*document.root, *root);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Overlay files = split(fuzz::text_of(data, size));
  Variables variables;
  variables.define("PORT", "9007");
  variables.define("EMPTY", "");
  variables.define("MARKUP", "<a>&amp;${PORT}\n]]>");
  Inputs inputs;
  Sources& sources = inputs.sources;
  Arena arena;
  const Result<Document> document =
      load_document(files, std::string(folder) + "amps.xml", variables, "5.3.5", sources, arena);
  fuzz::demand(document.has_value());
  for (const Defect& defect : document->defects) {
    fuzz::demand_inside(sources, defect.diagnostic.where);
    for (const Note& note : defect.diagnostic.notes) fuzz::demand_inside(sources, note.where);
  }
  for (const Inclusion& inclusion : document->inclusions) demand_text(sources, inclusion.name);
  if (document->root == nullptr) return 0;
  demand_element(sources, *document->root);
  const auto is_fault = [](const Defect& defect) {
    return defect.kind == DefectKind::not_well_formed || defect.kind == DefectKind::not_utf8;
  };
  if (std::ranges::none_of(document->defects, is_fault)) demand_expands(*document, inputs);
  return 0;
}
