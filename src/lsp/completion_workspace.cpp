#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "lsp/completion.hpp"
#include "lsp/workspace_keys.hpp"

namespace ampslint::lsp {
namespace {

constexpr int kind_of_key = 10;
constexpr int kind_of_word = 12;

/// Offers keys, tables and values.
class WorkspaceCompletion {
 public:
  WorkspaceCompletion(const Query& query, std::size_t offset)
      : query_(query), place_(key_place(query.text(), offset)), lines_(query.lines()) {}

  Json complete() {
    if (place_.in_header) {
      tables("");
    } else if (place_.in_value) {
      values();
    } else {
      keys();
    }
    return std::move(items_);
  }

 private:
  void add(std::string_view label, const std::string& text, int kind, const Json& schema) {
    Json item = completion_item(label, text, kind, place_.word, query_, lines_);
    if (const std::string words = string_at(schema, {"description"}); !words.empty()) {
      item["detail"] = words;
    }
    items_.push_back(std::move(item));
  }

  static bool is_table(const Json& schema) {
    return at(schema, {"type"}) == "object" || at(schema, {"items", "properties"}).is_object();
  }

  /// `[rules]`, `[[instance]]`; with their brackets where there are none yet.
  void tables(std::string_view before) {
    for (const auto& [name, schema] : workspace_schema().items()) {
      if (!is_table(schema)) continue;
      const bool many = at(schema, {"type"}) == "array";
      const std::string text =
          before.empty() ? name : fmt::format(fmt::runtime(many ? "[[{}]]" : "[{}]"), name);
      add(text, text, kind_of_key, schema);
    }
    const Json& route = schema_of_section("proxy.route");
    const std::string text = before.empty() ? "proxy.route" : "[[proxy.route]]";
    if (route.is_object()) add(text, text, kind_of_key, route);
  }

  void keys() {
    const Json& section = schema_of_section(place_.section);
    const Json& each = at(section, {"items", "properties"});
    const Json& own = place_.section.empty() ? workspace_schema() : each;
    if (own.is_object()) {
      for (const auto& [name, schema] : own.items()) {
        if (place_.section.empty() && is_table(schema)) continue;
        add(name, name + start_of_value(schema), kind_of_key, schema);
      }
    }
    if (is_level(at(section, {"additionalProperties"}))) rules(" = ");
    tables("[");
  }

  static std::string start_of_value(const Json& schema) {
    const std::string type = string_at(schema, {"type"});
    if (type == "array") return " = []";
    if (type == "object") return " = {}";
    return type == "boolean" ? " = true" : " = \"\"";
  }

  static bool is_level(const Json& schema) {
    const Json& words = at(schema, {"enum"});
    return words.is_array() && std::ranges::find(words, "off") != words.end();
  }

  void rules(const std::string& behind) {
    std::set<std::string> families;
    for (const RuleInfo& rule : ampslint::rules()) {
      Json item = completion_item(rule.id, std::string(rule.id) + behind, kind_of_word, place_.word,
                                  query_, lines_);
      item["detail"] = rule.summary;
      items_.push_back(std::move(item));
    }
    for (const std::string& id : policies_in(query_.text())) {
      items_.push_back(completion_item(id, id + behind, kind_of_word, place_.word, query_, lines_));
    }
  }

  void values() {
    const Json& schema = schema_of_key(place_.section, place_.key);
    const bool names_rules = place_.section == "ignore" && place_.key == "rules";
    if (names_rules && place_.in_quotes) return rules("");
    const Json& one = at(schema, {"items"}).is_object() ? at(schema, {"items"}) : schema;
    const std::string quote = place_.in_quotes ? "" : "\"";
    for (const Json& word : at(one, {"enum"})) {
      if (!word.is_string()) continue;
      const auto text = word.get<std::string>();
      add(text, quote + text + quote, kind_of_word, one);
    }
    if (at(one, {"type"}) == "boolean") {
      for (const char* word : {"true", "false"}) add(word, word, kind_of_word, one);
    }
  }

  const Query& query_;
  KeyPlace place_;
  TextLines lines_;
  Json items_ = Json::array();
};

}  // namespace

Json complete_workspace(const Query& query, std::size_t offset) {
  return WorkspaceCompletion(query, offset).complete();
}

}  // namespace ampslint::lsp
