#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/rule.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"
#include "model/secret_names.hpp"

namespace ampslint {
namespace {

bool is_authorization(const Element& element) {
  return equal_ignoring_case(element.name().value, "HTTPHeader") &&
         to_lower(element.text().value.substr(0, 13)) == "authorization";
}

/// A variable stands for all of it: the secret is not in the file.
bool is_elsewhere(const Text& text) {
  return text.unresolved || std::ranges::any_of(text.pieces, [](const Piece& piece) {
           return !piece.verbatim && piece.from.end - piece.from.begin > 3;
         });
}

void check_below(const Element& element, Diagnostics& found) {
  for (const Element& child : element.children()) {
    const bool secret = is_secret_name(child.name().value) || is_authorization(child);
    if (secret && child.text() && child.children().empty() && !is_elsewhere(child.text())) {
      found.push_back({.where = child.name().where,
                       .message = fmt::format("the secret of '{}' is in clear text in the file",
                                              child.name().value)});
    }
    check_below(child, found);
  }
}

void check(const Instance& instance, Diagnostics& found) { check_below(instance.root(), found); }

}  // namespace

Rule value_secret_in_clear() {
  return {.severity = Severity::warning, .check = check, .preset = Preset::security};
}

}  // namespace ampslint
