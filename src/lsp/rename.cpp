#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "lsp/edits.hpp"
#include "lsp/features.hpp"

namespace ampslint::lsp {
namespace {

/// Topics are named in programs, too, and an instance's name in files that it keeps.
bool can_be_renamed(const Mention& mention) {
  const NameKind kind = mention.named->kind;
  return mention.at->is_name && kind != NameKind::topic && kind != NameKind::instance &&
         kind != NameKind::file && !mention.named->defined.empty();
}

const Mention* renamed(const std::vector<Mention>& mentions) {
  const auto found = std::ranges::find_if(mentions, can_be_renamed);
  return found == mentions.end() ? nullptr : &*found;
}

/// All that have the name: clients may use a message type of several instances.
std::vector<const Named*> alike(const Model& model, const Named& named) {
  if (named.kind != NameKind::message_type) return {&named};
  std::vector<const Named*> found;
  for (const Named& one : model.names()) {
    if (one.kind == named.kind && one.name == named.name) found.push_back(&one);
  }
  return found;
}

/// Why a word cannot be such a name; empty where it can.
std::string fault_in(const std::string& word, const Named& named, const Model& model) {
  if (word.empty()) return "expected a name";
  const std::string_view forbidden =
      named.kind == NameKind::variable ? "<>&\"' \t\r\n${}=" : "<>&\"'\t\r\n/?#%\\";
  if (word.find_first_of(forbidden) != std::string::npos || word.starts_with(' ') ||
      word.ends_with(' ')) {
    return fmt::format("'{}' is not a name that can stand everywhere", word);
  }
  const bool taken = std::ranges::any_of(model.names(), [&](const Named& one) {
    return one.kind == named.kind && one.name == word && word != named.name &&
           (one.instance == named.instance || named.kind == NameKind::variable);
  });
  return taken ? fmt::format("there is a {} '{}' already", to_string(named.kind), word) : "";
}

}  // namespace

Answered answer_prepare_rename(const Query& query) {
  if (query.document == nullptr) return nullptr;
  auto found = found_at(query);
  if (!found) return nullptr;
  const std::vector<Mention> mentions = found->model->mentions(query.key, found->offset);
  const Mention* mention = renamed(mentions);
  if (mention == nullptr) return nullptr;
  return Json{{"range", found->places.range(mention->at->where)},
              {"placeholder", mention->named->name}};
}

Answered answer_rename(const Query& query) {
  if (query.document == nullptr) return nullptr;
  if (!query.offset()) return bad_params("expected a position");
  auto found = found_at(query);
  if (!found) return nullptr;
  const std::vector<Mention> mentions = found->model->mentions(query.key, found->offset);
  const Mention* mention = renamed(mentions);
  if (mention == nullptr) return bad_params("nothing here can be renamed");
  const std::string word = string_at(query.params, {"newName"});
  const std::string fault = fault_in(word, *mention->named, *found->model);
  if (!fault.empty()) return bad_params(fault);
  std::map<std::string, Json> edits;
  std::set<std::pair<std::string, std::size_t>> done;
  for (const Named* named : alike(*found->model, *mention->named)) {
    for (const auto* places : {&named->defined, &named->used}) {
      for (const NamePlace& one : *places) {
        if (!one.is_name || !done.emplace(one.where.path, one.where.start.offset).second) continue;
        edits[found->places.uri_of(one.where.path)].push_back(
            {{"range", found->places.range(one.where)}, {"newText", word}});
      }
    }
  }
  return workspace_edit(edits, query);
}

}  // namespace ampslint::lsp
