#include "report/attestation.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>

#include "base/printable.hpp"
#include "check/json_depth.hpp"
#include "check/rule.hpp"
#include "report/formats/json.hpp"
#include "report/json_value.hpp"

namespace ampslint {
namespace {

using Parsed = nlohmann::json;

constexpr std::string_view statement_type = "https://in-toto.io/Statement/v1";
constexpr std::string_view predicate_type =
    "https://github.com/ampslint/ampslint/blob/main/docs/attestations.md#predicate-v1";

/// An array, an item a line.
template <typename Items, typename ToValue>
void write_list(std::ostream& out, const Items& items, ToValue to_value) {
  out << '[';
  std::string_view separator = "\n      ";
  for (const auto& item : items) {
    out << separator << json::Value(to_value(item)).text();
    separator = ",\n      ";
  }
  out << (items.empty() ? "]" : "\n    ]");
}

/// How often each rule found something of each severity.
std::map<std::pair<std::string_view, Severity>, std::size_t> counts_of(const LintResult& result) {
  std::map<std::pair<std::string_view, Severity>, std::size_t> counts;
  for (const Diagnostic& found : result.diagnostics) {
    ++counts[{result.inputs.rule_of(found).id, *found.severity}];
  }
  return counts;
}

Error broken(const std::string& file, std::string_view why) {
  return {.what = fmt::format("'{}' is not an attestation of ampslint: {}", printable(file), why),
          .help = "'ampslint check --attest FILE' writes one"};
}

const Parsed* member(const Parsed& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return found == object.end() ? nullptr : &*found;
}

std::string string_in(const Parsed* value) {
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

bool is_digest(std::string_view text) {
  constexpr std::size_t size = 64;
  return text.size() == size && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::optional<Subject> read_subject(const Parsed& entry) {
  const Parsed* digest = member(entry, "digest");
  Subject subject{.name = string_in(member(entry, "name")),
                  .sha256 = digest == nullptr ? "" : string_in(member(*digest, "sha256"))};
  const bool fine = !subject.name.empty() && subject.name.find('\0') == std::string::npos &&
                    is_digest(subject.sha256);
  return fine ? std::optional(subject) : std::nullopt;
}

/// Nothing where one of the numbers is missing.
std::optional<Diagnostics::Counts> counts_in(const Parsed& summary) {
  Diagnostics::Counts counts{};
  for (const auto& [name, severity] : {std::pair{"errors", Severity::error},
                                       {"warnings", Severity::warning},
                                       {"notes", Severity::note}}) {
    const Parsed* number = member(summary, name);
    if (number == nullptr || !number->is_number_unsigned()) return std::nullopt;
    counts.at(static_cast<std::size_t>(severity)) = number->get<std::size_t>();
  }
  return counts;
}

}  // namespace

std::string_view to_string(Threshold threshold) {
  constexpr std::string_view names[] = {"note", "warning", "error", "never"};
  return names[static_cast<std::size_t>(threshold)];
}

void write_statement(const LintResult& result, const CheckedHow& how, std::ostream& out) {
  const auto named = [&out](std::string_view name) { out << "    \"" << name << "\": "; };
  out << "{\n  \"_type\": \"" << statement_type << "\",\n  \"subject\": ";
  write_list(out, how.inputs, [](const Subject& one) {
    return json::object({{"name", one.name}, {"digest", json::object({{"sha256", one.sha256}})}});
  });
  out << ",\n  \"predicateType\": \"" << predicate_type << "\",\n  \"predicate\": {\n";
  named("tool");
  out << json::object({{"name", "ampslint"}, {"version", AMPSLINT_VERSION}}).text() << ",\n";
  named("result");
  out << json::Value(how.passed ? "passed" : "failed").text() << ",\n";
  named("fail_on");
  out << json::Value(to_string(result.fail_on)).text() << ",\n";
  json::Value settings = json::object();
  for (const auto& [name, words] : how.settings) settings.add(name, json::array_of(words));
  named("settings");
  out << settings.text() << ",\n";
  named("rules");
  write_list(out, how.rules, [](const auto& rule) {
    return json::object({{"id", rule.first}, {"severity", to_string(rule.second)}});
  });
  out << ",\n";
  named("summary");
  out << json_object(result.summary, true).text() << ",\n";
  named("findings");
  write_list(out, counts_of(result), [](const auto& entry) {
    return json::object({{"rule", entry.first.first},
                         {"severity", to_string(entry.first.second)},
                         {"count", entry.second}});
  });
  out << ",\n";
  named("verdicts");
  write_list(out, result.connections, ConnectionObjects(result));
  out << "\n  }\n}\n";
}

Result<Statement> read_statement(const std::string& file, std::string_view text) {
  if (const std::string fault = depth_fault(text); !fault.empty()) {
    return tl::unexpected(broken(file, fault));
  }
  const Parsed parsed = Parsed::parse(text, nullptr, false);
  if (parsed.is_discarded()) return tl::unexpected(broken(file, "it is not valid JSON"));
  if (string_in(member(parsed, "_type")) != statement_type) {
    return tl::unexpected(broken(file, "its '_type' is not that of an in-toto Statement v1"));
  }
  if (string_in(member(parsed, "predicateType")) != predicate_type) {
    return tl::unexpected(broken(file, "its 'predicateType' is another one"));
  }
  Statement statement;
  const Parsed* subjects = member(parsed, "subject");
  if (subjects == nullptr || !subjects->is_array() || subjects->empty()) {
    return tl::unexpected(broken(file, "it names no files"));
  }
  for (const Parsed& entry : *subjects) {
    auto subject = read_subject(entry);
    if (!subject) {
      return tl::unexpected(broken(file, "an entry of 'subject' needs a name and a sha256"));
    }
    statement.inputs.push_back(std::move(*subject));
  }
  const Parsed nothing;
  const Parsed* predicate = member(parsed, "predicate");
  const Parsed* summary = predicate == nullptr ? nullptr : member(*predicate, "summary");
  const auto counts = counts_in(summary == nullptr ? nothing : *summary);
  const auto fail_on =
      threshold_named(predicate == nullptr ? "" : string_in(member(*predicate, "fail_on")));
  if (!counts || !fail_on) {
    return tl::unexpected(broken(file, "its predicate has no 'fail_on' or no 'summary'"));
  }
  statement.findings = *counts;
  statement.fail_on = *fail_on;
  return statement;
}

}  // namespace ampslint
