#include <algorithm>
#include <array>
#include <utility>

#include "lsp/features.hpp"
#include "lsp/outline.hpp"

namespace ampslint::lsp {
namespace {

// As the protocol numbers them.
constexpr int kind_of_module = 2;
constexpr int kind_of_field = 8;
constexpr int kind_of_interface = 11;
constexpr int kind_of_variable = 13;
constexpr int kind_of_object = 19;
constexpr int kind_of_event = 24;

int kind_of(NameKind kind) {
  switch (kind) {
    case NameKind::transport:
      return kind_of_interface;
    case NameKind::variable:
      return kind_of_variable;
    case NameKind::topic:
      return kind_of_event;
    case NameKind::module:
    case NameKind::instance:
      return kind_of_module;
    default:
      return kind_of_object;
  }
}

/// What is neither a name nor an address may hold more than is to be shown.
bool is_not_plain(std::string_view value) { return value.find_first_of("@/\\?&=\r\n\t") != npos; }

/// The elements that hold others, with their names; values stand in the detail.
class Symbols {
 public:
  Symbols(std::string_view text, const TextLines& lines)
      : text_(text), lines_(lines), outline_(outline_of(text)) {}

  Json read() {
    // From the last to the first: what an element holds is there when it is needed.
    std::vector<Json> children(outline_.size(), Json::array());
    Json roots = Json::array();
    for (std::size_t i = outline_.size(); i-- > 0;) {
      const OutlineElement& element = outline_[i];
      std::ranges::reverse(children[i]);
      Json& into = element.parent == std::string_view::npos ? roots : children[element.parent];
      into.push_back(symbol(element, std::move(children[i])));
    }
    std::ranges::reverse(roots);
    return roots;
  }

 private:
  Json symbol(const OutlineElement& element, Json children) const {
    std::string detail(value_of(text_, element));
    for (const Json& child : children) {
      if (child["name"] == "Name") detail = string_at(child, {"detail"});
    }
    if (is_not_plain(detail)) detail.clear();
    const bool holds = !children.empty();
    Json made{{"name", element.name},
              {"kind", holds ? kind_of_object : kind_of_field},
              {"range", lines_.range({element.begin, element.end})},
              {"selectionRange", lines_.range({element.name_begin(), element.name_end()})}};
    // Values may be secret, as those of options are; names and ports are not.
    if (!detail.empty() && (holds || element.name == "Name" || element.name == "InetAddr")) {
      made["detail"] = detail;
    }
    if (holds) made["children"] = std::move(children);
    return made;
  }

  std::string_view text_;
  const TextLines& lines_;
  std::vector<OutlineElement> outline_;
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return out;
}

}  // namespace

Answered answer_symbols(const Query& query) {
  if (query.document == nullptr || query.text().find("<AMPSConfig") == std::string::npos) {
    return Json::array();
  }
  const TextLines lines = query.lines();
  return Symbols(query.text(), lines).read();
}

Answered answer_workspace_symbols(const Query& query) {
  constexpr std::size_t most = 500;
  const std::string wanted = lower(string_at(query.params, {"query"}));
  Json found = Json::array();
  for (const auto& [group, model] : query.checked.models) {
    Places places = query.places(*model);
    for (const Named& named : model->names()) {
      if (named.kind == NameKind::file || named.defined.empty()) continue;
      if (lower(named.name).find(wanted) == std::string::npos) continue;
      if (found.size() == most) return found;
      found.push_back({{"name", named.name},
                       {"kind", kind_of(named.kind)},
                       {"containerName", named.instance},
                       {"location", places.location(named.defined.front().where)}});
    }
  }
  return found;
}

}  // namespace ampslint::lsp
