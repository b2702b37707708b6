#include <fmt/core.h>

#include <algorithm>

#include "lsp/features.hpp"
#include "lsp/verdicts.hpp"
#include "lsp/workspace_keys.hpp"
#include "lsp/xml_place.hpp"

namespace ampslint::lsp {
namespace {

Json markdown(const std::string& text, const Json& range) {
  return {{"contents", {{"kind", "markdown"}, {"value", text}}}, {"range", range}};
}

/// Text as code: it begins no markup.
std::string code(std::string_view text) {
  std::string fence = "`";
  while (text.find(fence) != std::string_view::npos) fence += '`';
  const std::string_view blank = fence.size() > 1 ? " " : "";
  return fmt::format("{0}{1}{2}{1}{0}", fence, blank, text);
}

/// What is known of the element whose name stands at a byte.
Json element_at(const Query& query, std::size_t offset) {
  const std::vector<OpenElement> open = open_elements(query.text(), offset);
  if (open.empty() || open.front().name != "AMPSConfig") return nullptr;
  const OpenElement& element = open.back();
  const std::size_t begin = element.begin + 1;
  if (offset > begin + element.name.size()) return nullptr;
  // The more of the elements around it are named, the fewer places are meant.
  for (std::size_t first = 1; first < open.size(); ++first) {
    std::string name(open[first].name);
    for (std::size_t i = first + 1; i < open.size(); ++i) {
      name += '/';
      name += open[i].name;
    }
    if (const Result<std::string> known = explain(name)) {
      return markdown(fmt::format("```text\n{}```\n", *known),
                      query.lines().range({begin, begin + element.name.size()}));
    }
  }
  return nullptr;
}

std::string of_connection(const Model& model, std::size_t number) {
  const Connection& connection = model.connections()[number];
  std::string text = fmt::format("**{}**", word_of(connection.verdict));
  if (connection.transport) text += fmt::format(", transport {}", code(*connection.transport));
  if (connection.instance) text += fmt::format(" of {}", code(*connection.instance));
  text += fmt::format("\n\n{}\n\n| client | reads it |\n| --- | --- |\n", code(connection.string));
  for (const ClientReading& reading : read_by_all(model.result(), number)) {
    std::string what = "not known";
    if (reading.accepts) what = *reading.accepts ? "yes" : "no: " + code(reading.error);
    std::ranges::replace(what, '|', '/');
    std::ranges::replace(what, '\n', ' ');
    const bool is_used = reading.client_kind == connection.client_kind;
    text += fmt::format("| {}{} | {} |\n", reading.client_kind, is_used ? " (this one)" : "", what);
  }
  return text;
}

/// Which strings use something, and what becomes of them.
std::string clients_listed(const Model& model, const Named& named) {
  constexpr std::size_t most = 8;
  const std::vector<std::size_t> clients = model.clients_of(named);
  std::string text;
  for (std::size_t i = 0; i < std::min(clients.size(), most); ++i) {
    const Connection& client = model.connections()[clients[i]];
    text += fmt::format("- {} {}:{}: {}\n", word_of(client.verdict), code(client.where.path),
                        client.where.start.line, code(client.string));
  }
  if (clients.size() > most) text += fmt::format("- and {} more\n", clients.size() - most);
  return text;
}

std::string of_name(const Model& model, const Named& named) {
  std::string text = fmt::format("**{}** {}", to_string(named.kind), code(named.name));
  if (!named.instance.empty()) text += fmt::format(" of {}", code(named.instance));
  if (!named.facts.empty()) text += fmt::format("\n\n{}", named.facts);
  if (named.kind == NameKind::variable) {
    for (const NamePlace& one : named.defined) {
      text += fmt::format("\n\nset in {}:{}", code(one.where.path), one.where.start.line);
    }
    if (named.defined.empty()) text += "\n\nset in no file that was read";
  }
  const auto others =
      std::ranges::count_if(named.used, [](const NamePlace& use) { return !use.connection; });
  if (others > 0) text += fmt::format("\n\nused {} times in files", others);
  const std::string clients = clients_listed(model, named);
  return clients.empty() ? text : text + "\n\n" + clients;
}

Json name_at(const Query& query) {
  auto found = found_at(query);
  if (!found) return nullptr;
  const std::vector<Mention> mentions = found->model->mentions(query.key, found->offset);
  if (const auto number = found->model->connection(query.key, found->offset)) {
    std::string text = of_connection(*found->model, *number);
    if (!mentions.empty()) text += "\n" + mentions.front().named->facts;
    return markdown(text, found->places.range(found->model->connections()[*number].where));
  }
  if (mentions.empty() || mentions.front().named->kind == NameKind::file) return nullptr;
  return markdown(of_name(*found->model, *mentions.front().named),
                  found->places.range(mentions.front().at->where));
}

/// What a key of the workspace file means, or the page of a rule named in it.
Json key_at(const Query& query, std::size_t offset) {
  const KeyPlace place = key_place(query.text(), offset);
  const std::string word = query.text().substr(place.word.begin, place.word.end - place.word.begin);
  const Json range = query.lines().range(place.word);
  const auto rule = std::ranges::find(rules(), word, &RuleInfo::id);
  if (rule != rules().end()) return markdown(explain(word).value_or(""), range);
  const Json& schema =
      place.in_header ? schema_of_section(word) : schema_of_key(place.section, word);
  const std::string words = string_at(schema, {"description"});
  return words.empty() ? Json() : markdown(fmt::format("{}: {}", code(word), words), range);
}

/// The page of the rule that found something here. Only where the text is as it was checked.
Json page_at(const Query& query, std::size_t offset) {
  const auto file = query.checked.files.find(query.key);
  const auto seen = query.checked.documents.find(query.key);
  if (file == query.checked.files.end() || seen == query.checked.documents.end() ||
      seen->second.text != query.document->text) {
    return nullptr;
  }
  for (const Finding& finding : file->second.findings) {
    if (offset < finding.where.begin || offset > finding.where.end) continue;
    const Result<std::string> page = explain(finding.rule);
    if (page) return markdown(*page, finding.shown["range"]);
  }
  return nullptr;
}

}  // namespace

Answered answer_hover(const Query& query) {
  if (query.document == nullptr) return nullptr;
  const auto offset = query.offset();
  if (!offset) return bad_params("expected a position");
  Json page = page_at(query, *offset);
  Json name = name_at(query);
  if (!page.is_null() && !name.is_null()) {
    page["contents"]["value"] = fmt::format("{}\n---\n\n{}", string_at(page, {"contents", "value"}),
                                            string_at(name, {"contents", "value"}));
  }
  if (!page.is_null()) return page;
  if (name.is_null() && query.document->is_workspace()) return key_at(query, *offset);
  return name.is_null() ? element_at(query, *offset) : name;
}

}  // namespace ampslint::lsp
