#include "lsp/completion.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "lsp/completion_context.hpp"
#include "lsp/features.hpp"

namespace ampslint::lsp {
namespace {

constexpr int kind_of_property = 10;
constexpr int kind_of_value = 12;
constexpr int kind_of_reference = 18;

/// `open`: by index. What is being typed at `over` is not there yet.
std::vector<AroundElement> around(const ContextReader& reader, std::string_view text,
                                  const std::vector<std::size_t>& open, Bytes over) {
  std::vector<AroundElement> found;
  for (const std::size_t i : open) {
    found.push_back({.name = reader.outline()[i].name});
    for (const OutlineElement& child : reader.outline()) {
      if (child.parent != i || child.begin == over.begin) continue;
      found.back().children.emplace_back(child.name, value_of(text, child));
    }
    // An element that is being typed seems to hold what stands behind it.
    for (std::size_t typed = 0; typed < reader.outline().size(); ++typed) {
      if (reader.outline()[typed].begin != over.begin || reader.outline()[typed].parent != i)
        continue;
      for (const OutlineElement& child : reader.outline()) {
        if (child.parent == typed)
          found.back().children.emplace_back(child.name, value_of(text, child));
      }
    }
  }
  return found;
}

/// As snippets have it: `$`, `}` and `\` mean something there.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '$' || c == '}' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string snippet(const ElementInfo& info, bool takes_snippets, std::string_view indent) {
  if (!takes_snippets) return fmt::format("<{0}></{0}>", info.name);
  if (info.holds_elements) {
    return fmt::format("<{0}>\n{1}  $0\n{1}</{0}>", escaped(info.name), indent);
  }
  const bool plain = std::ranges::none_of(
      info.choices, [](std::string_view choice) { return choice.find_first_of(",|\\$}") != npos; });
  if (info.choices.empty() || !plain) return fmt::format("<{0}>$1</{0}>$0", escaped(info.name));
  std::string choices;
  for (const std::string_view one : info.choices) {
    choices += (choices.empty() ? "" : ",") + std::string(one);
  }
  return fmt::format("<{0}>${{1|{1}|}}</{0}>$0", escaped(info.name), choices);
}

std::string detail_of(const ElementInfo& info) {
  std::string detail = info.required ? "required" : "optional";
  if (!info.default_value.empty()) detail += fmt::format(", default {}", info.default_value);
  if (!info.since.empty()) detail += fmt::format(", since {}", info.since);
  return detail;
}

Json complete_elements(const Query& query, const ContextReader& reader,
                       const CompletionContext& context) {
  const std::string_view text = query.text();
  const std::vector<AroundElement> open = around(reader, text, context.open, context.over);
  const std::size_t line = text.find_last_of("\r\n", context.over.begin);
  const std::size_t first = line == npos ? 0 : line + 1;
  const std::size_t indented = std::min(text.find_first_not_of(" \t", first), text.size());
  const std::string_view indent =
      text.substr(first, std::min(indented, context.over.begin) - first);
  const TextLines lines = query.lines();
  Json items = Json::array();
  for (const ElementInfo& info : elements_in(open)) {
    const bool stands = std::ranges::any_of(
        open.back().children, [&info](const auto& child) { return child.first == info.name; });
    if ((stands && !info.many) || !info.advised) continue;
    Json item = completion_item(info.name, snippet(info, query.client.takes_snippets, indent),
                                kind_of_property, context.over, query, lines);
    if (context.over.begin < context.over.end) item["filterText"] = fmt::format("<{}", info.name);
    if (query.client.takes_snippets) item["insertTextFormat"] = 2;
    item["detail"] = detail_of(info);
    item["sortText"] = fmt::format("{}{}", info.required ? 0 : 1, info.name);
    item["documentation"] = {{"kind", "markdown"},
                             {"value", fmt::format("```text\n{}```\n", info.help)}};
    items.push_back(std::move(item));
  }
  return items;
}

Json complete_end_tag(const Query& query, const ContextReader& reader,
                      const CompletionContext& context) {
  const std::string_view name = reader.outline()[context.open.back()].name;
  const TextLines lines = query.lines();
  Json item = completion_item(fmt::format("/{}", name), fmt::format("</{}>", name),
                              kind_of_property, context.over, query, lines);
  item["filterText"] = fmt::format("</{}", name);
  return Json::array({std::move(item)});
}

/// The values that the element takes, and the names that the configuration defines.
Json complete_values(const Query& query, const ContextReader& reader,
                     const CompletionContext& context) {
  std::vector<std::size_t> outer = context.open;
  const std::string_view name = reader.outline()[outer.back()].name;
  outer.pop_back();
  const TextLines lines = query.lines();
  Json items = Json::array();
  std::set<std::string> added;
  const auto add = [&](std::string_view value, int kind, const std::string& detail) {
    if (!added.emplace(value).second) return;
    Json item = completion_item(value, std::string(value), kind, context.over, query, lines);
    if (!detail.empty()) item["detail"] = detail;
    items.push_back(std::move(item));
  };
  for (const ElementInfo& info : elements_in(around(reader, query.text(), outer, context.over))) {
    if (info.name != name || info.holds_elements) continue;
    const auto model = query.model();
    const std::string path = model ? model->path_of(query.key) : std::string();
    if (info.names && !path.empty()) {
      for (const Named& named : model->names()) {
        const bool is_here = !named.defined.empty() && named.defined.front().where.path == path;
        if (named.kind == *info.names && is_here) add(named.name, kind_of_reference, named.facts);
      }
    }
    for (const std::string_view choice : info.choices) {
      add(choice, kind_of_value, choice == info.default_value ? "default" : "");
    }
    if (info.choices.empty() && !info.default_value.empty()) {
      add(info.default_value, kind_of_value, "default");
    }
  }
  return items;
}

}  // namespace

Json completion_item(std::string_view label, const std::string& text, int kind, Bytes over,
                     const Query&, const TextLines& lines) {
  return {{"label", label},
          {"kind", kind},
          {"textEdit", {{"range", lines.range(over)}, {"newText", text}}}};
}

Json complete_configuration(const Query& query, std::size_t offset) {
  const ContextReader reader(query.text(), offset);
  if (!is_configuration(reader.outline())) return Json::array();
  const CompletionContext context = reader.read();
  switch (context.what) {
    case CompletionContext::What::element:
      return complete_elements(query, reader, context);
    case CompletionContext::What::end_tag:
      return complete_end_tag(query, reader, context);
    case CompletionContext::What::value:
      return complete_values(query, reader, context);
    case CompletionContext::What::nothing:
      break;
  }
  return Json::array();
}

Answered answer_completion(const Query& query) {
  if (query.document == nullptr) return Json::array();
  const auto offset = query.offset();
  if (!offset) return bad_params("expected a position");
  if (query.document->is_workspace()) return complete_workspace(query, *offset);
  // Other tools complete other XML.
  if (query.text().find("<AMPSConfig") != std::string::npos) {
    return complete_configuration(query, *offset);
  }
  return complete_string(query, *offset);
}

}  // namespace ampslint::lsp
