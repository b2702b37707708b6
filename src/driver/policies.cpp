#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/limits.hpp"
#include "base/plural.hpp"
#include "base/printable.hpp"
#include "driver/settings.hpp"

namespace ampslint {
namespace {

constexpr std::size_t longest_name = 64;

bool is_policy_name(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !text.empty() && text.size() <= longest_name && std::ranges::all_of(text, fits) &&
         text.front() >= 'a' && !text.ends_with('-') && text.find("--") == std::string_view::npos;
}

/// Lines of any text, safe to print.
std::string printable_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    out += printable(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line) + '\n';
  }
  return out;
}

std::string page_of(const std::string& id, const std::string& message,
                    const DeclaredPolicy& declared) {
  std::string page = fmt::format(
      "# {}\n\n{}\n\nA policy of the workspace, not a rule of ampslint: it reports each node that "
      "this XPath expression selects.\n\n```xpath\n{}```\n",
      id, message, printable_lines(declared.xpath.value));
  if (declared.unless) {
    page += fmt::format("\nUnless this is true there:\n\n```xpath\n{}```\n",
                        printable_lines(declared.unless.value));
  }
  return page;
}

/// Makes policies of what a workspace declares, and reports what makes no sense.
class PolicyReader {
 public:
  explicit PolicyReader(Inputs& inputs) : inputs_(inputs) {}

  void read(const DeclaredPolicy& declared) {
    // What is missing was reported when the file was read.
    if (!declared.name || !declared.message || !declared.xpath) return;
    const bool is_named = check_name(declared.name);
    const std::string message = printable(in_one_line(declared.message.value));
    if (message.empty()) report(declared.message, 0, "the message of a policy is empty");
    const std::optional<XPath> selects = expression(declared.xpath, true);
    std::optional<XPath> unless;
    if (declared.unless) unless = expression(declared.unless, false);
    if (!is_named || message.empty() || !selects || (declared.unless && !unless)) return;
    const std::string id = std::string(policy_prefix).append(declared.name.value);
    const Severity severity = severity_named(declared.severity.value).value_or(Severity::error);
    policies_.push_back({.rule = static_cast<std::uint16_t>(rules_.size()),
                         .severity = severity,
                         .where = declared.name.where,
                         .message = message,
                         .selects = *selects,
                         .unless = unless});
    rules_.push_back({.id = inputs_.kept(id),
                      .page = inputs_.kept(page_of(id, message, declared)),
                      .rule = {.severity = severity, .check = CheckOf<Policy>()}});
  }

  /// Nothing is checked where something is wrong.
  void finish() {
    if (!inputs_.errors.empty() || policies_.empty()) return;
    inputs_.rules = inputs_.kept(rules_);
    inputs_.policies = std::move(policies_);
  }

 private:
  /// `at`: the byte of the value.
  void report(const Text& text, std::size_t at, const std::string& message) {
    Span where = text.where;
    const bool is_plain = where.range().size() == text.value.size();
    if (is_plain) where.begin += static_cast<std::uint32_t>(std::min(at, text.value.size()));
    inputs_.errors.push_back({fmt::format("{}: {}", place(inputs_.sources, where), message)});
  }

  bool check_name(const Text& name) {
    const std::string shown = printable_start(name.value);
    const auto first = places_.find(name.value);
    if (name.value.starts_with(policy_prefix)) {
      report(name, 0,
             fmt::format("the name '{}' begins with '{}', which its id has anyway; write '{}'",
                         shown, policy_prefix, shown.substr(policy_prefix.size())));
    } else if (!is_policy_name(name.value)) {
      report(name, 0,
             fmt::format("'{}' is not a valid name of a policy; expected lower-case letters, "
                         "digits and single hyphens, as in 'tls-everywhere'",
                         shown));
    } else if (std::ranges::count(all_rules(), name.value, &NamedRule::id) != 0) {
      report(name, 0,
             fmt::format("'{}' is already a rule of ampslint; choose another name", shown));
    } else if (first != places_.end()) {
      report(name, 0,
             fmt::format("two policies are called '{}'; the other one is at {}", shown,
                         first->second));
    } else {
      places_.emplace(name.value, place(inputs_.sources, name.where));
      return true;
    }
    return false;
  }

  std::optional<XPath> expression(const Text& text, bool selects) {
    if (text.value.size() > limits::policy_length) {
      report(text, 0, fmt::format("expression longer than {} bytes", limits::policy_length));
      return std::nullopt;
    }
    auto compiled = XPath::compile(text.value);
    if (!compiled) {
      report(text, compiled.error().at, compiled.error().what);
      return std::nullopt;
    }
    if (selects && !compiled->selects_nodes()) {
      report(text, 0,
             "this expression selects no nodes; a condition stands in brackets behind what it is "
             "for, as in '/AMPSConfig[not(Admin)]'");
      return std::nullopt;
    }
    return std::move(*compiled);
  }

  Inputs& inputs_;
  std::vector<NamedRule> rules_{all_rules().begin(), all_rules().end()};
  std::vector<Policy> policies_;
  std::map<std::string_view, std::string> places_;  ///< of the policies, by name
};

}  // namespace

void add_policies(const Workspace& workspace, Inputs& inputs) {
  if (workspace.policies.empty()) return;
  if (workspace.policies.size() > limits::policies) {
    inputs.errors.push_back({fmt::format(
        "{}: more than {} policies",
        place(inputs.sources, workspace.policies[limits::policies].name.where), limits::policies)});
    return;
  }
  PolicyReader reader(inputs);
  for (const DeclaredPolicy& declared : workspace.policies) reader.read(declared);
  reader.finish();
}

}  // namespace ampslint
