#include "report/why.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <ostream>

#include "base/plural.hpp"
#include "base/printable.hpp"
#include "check/verdict.hpp"
#include "report/formats/text.hpp"
#include "report/json_value.hpp"
#include "report/public_json.hpp"
#include "report/sink.hpp"

namespace ampslint {
namespace {

/// Writes answers for people: a head, and lines of a word and what it says.
class WhyWriter {
 public:
  WhyWriter(const ReportOptions& options, std::ostream& out) : options_(options), out_(out) {}

  void write(const api::WhyValue& value) {
    out_ << painted(printable(value.instance), Paint::bold, options_) << ": "
         << printable(value.element);
    if (value.has_value) {
      out_ << " = " << painted(printable(value.value), Paint::green, options_);
    } else if (!value.given) {
      out_ << " is not given, and has no default";
    }
    out_ << '\n';
    write_origin(value);
    for (const api::WhyVariable& variable : value.variables) {
      line("variable",
           fmt::format("{} = {}, from {}", variable.name, variable.value, setter_of(variable)));
    }
    for (const std::string& name : value.undefined) {
      line("variable", fmt::format("{} has no value here; -D {}=VALUE gives one", name, name));
    }
    if (!value.holds.empty()) line("holds", fmt::format("{}", fmt::join(value.holds, ", ")));
    if (!value.synonym_of.empty())
      line("spelling", fmt::format("an older name of '{}'", value.synonym_of));
    if (!value.notice.empty()) line("notice", value.notice);
    if (!value.manual.empty()) line("manual", value.manual);
  }

  void write(const api::WhyString& why) {
    const api::Connection& connection = why.connection;
    out_ << painted(printable(connection.string), Paint::bold, options_) << ", for "
         << connection.client_kind << '\n';
    line("alone", why.alone.empty() ? "nothing is wrong with it by itself"
                                    : counted(why.alone.size(), "finding"));
    write_findings(why.alone);
    const std::string colon = why.host.empty() || why.port.empty() ? "" : ":";
    line("address", fmt::format("{}{}{}: {}", why.host, colon, why.port, why.address));
    if (!why.proxy.empty()) line("proxy", why.proxy);
    for (const api::WhyCandidate& one : why.candidates) write(one);
    if (!why.end.empty()) line("end", why.end);
    std::string verdict =
        painted(to_string(connection.verdict), paint_of(connection.verdict), options_);
    if (connection.transport) {
      verdict += fmt::format(": '{}' of '{}'", printable(*connection.transport),
                             printable(connection.instance.value_or("")));
    }
    out_ << fmt::format("  {:<10}{}\n", "verdict", verdict);
  }

 private:
  void line(std::string_view word, const std::string& text) {
    if (!text.empty()) out_ << fmt::format("  {:<10}{}\n", word, printable(text));
  }

  static std::string place_of(const api::Place& place) {
    return fmt::format("{}:{}:{}", place.path, place.start.line, place.start.column);
  }

  static std::string setter_of(const api::WhyVariable& variable) {
    const std::string_view by = variable.set_by;
    if (by == "option") return "-D";
    if (by == "server") return "the server itself";
    if (variable.path.empty()) return fmt::format("the {}", by);
    return fmt::format("the {} ({}:{})", by, variable.path, variable.line);
  }

  void write_origin(const api::WhyValue& value) {
    if (value.given) {
      if (value.where) line("given", place_of(*value.where));
      for (const api::Place& place : value.included_from) line("included", place_of(place));
      return;
    }
    if (!value.decided_by.empty()) {
      line("value of",
           fmt::format("{}{}", value.decided_by,
                       value.where ? fmt::format(" ({})", place_of(*value.where)) : ""));
    } else if (value.has_value) {
      line("default", "of the manual, as it is not given");
    }
    if (value.decided_by.empty() && value.where) line("would be", place_of(*value.where));
  }

  void write(const api::WhyCandidate& one) {
    const std::string_view says = one.verdict == Verdict::compatible ? "takes it"
                                  : one.verdict == Verdict::unknown  ? "may take it"
                                  : one.verdict == Verdict::unserved ? "is not reached"
                                                                     : "refuses it";
    line("asked",
         fmt::format("{} of '{}' at {} ({}) {}, and {}{}", one.transport, one.instance, one.address,
                     place_of(one.where), one.fit, says, one.decides ? "; it decides" : ""));
    write_findings(one.findings);
  }

  void write_findings(const std::vector<api::Diagnostic>& findings) {
    for (const api::Diagnostic& found : findings) {
      out_ << fmt::format("            {}: {} [{}]\n",
                          painted(to_string(found.severity), paint_of(found.severity), options_),
                          printable(found.message), found.rule);
    }
  }

  const ReportOptions& options_;
  std::ostream& out_;
};

json::Value variable_json(const api::WhyVariable& variable) {
  const bool in_file = !variable.path.empty();
  return json::object({{"name", variable.name},
                       {"value", variable.value},
                       {"set_by", variable.set_by},
                       {"path", in_file ? json::Value(variable.path) : nullptr},
                       {"line", in_file ? json::Value(variable.line) : nullptr}});
}

json::Value value_json(const api::WhyValue& value) {
  const auto or_null = [](const std::string& text) {
    return text.empty() ? json::Value() : json::Value(text);
  };
  return json::object({{"instance", value.instance},
                       {"element", value.element},
                       {"value", value.has_value ? json::Value(value.value) : nullptr},
                       {"given", value.given},
                       {"default", !value.given && value.has_value && value.decided_by.empty()},
                       {"value_of", or_null(value.decided_by)},
                       {"place", place_json(value.where)},
                       {"included_from", json::array_of(value.included_from, place_json)},
                       {"variables", json::array_of(value.variables, variable_json)},
                       {"undefined", json::array_of(value.undefined)},
                       {"holds", json::array_of(value.holds)},
                       {"synonym_of", or_null(value.synonym_of)},
                       {"notice", or_null(value.notice)},
                       {"manual", or_null(value.manual)}});
}

json::Value candidate_json(const api::WhyCandidate& one) {
  return json::object({{"instance", one.instance},
                       {"transport", one.transport},
                       {"address", one.address},
                       {"fit", one.fit},
                       {"verdict", to_string(one.verdict)},
                       {"decides", one.decides},
                       {"place", place_json(one.where)},
                       {"findings", json::array_of(one.findings, finding_json)}});
}

json::Value why_string_json(const api::WhyString& why) {
  const api::Connection& connection = why.connection;
  const auto or_null = [](const std::optional<std::string>& text) {
    return text ? json::Value(*text) : json::Value();
  };
  return json::object({{"string", connection.string},
                       {"client_kind", connection.client_kind},
                       {"alone", json::array_of(why.alone, finding_json)},
                       {"host", why.host},
                       {"port", why.port},
                       {"instances", json::array_of(why.instances)},
                       {"address", why.address},
                       {"proxy", why.proxy.empty() ? json::Value() : json::Value(why.proxy)},
                       {"candidates", json::array_of(why.candidates, candidate_json)},
                       {"end", why.end.empty() ? json::Value() : json::Value(why.end)},
                       {"verdict", to_string(connection.verdict)},
                       {"instance", or_null(connection.instance)},
                       {"transport", or_null(connection.transport)}});
}

}  // namespace

void write_why_text(const api::Why& why, const ReportOptions& options, std::ostream& out) {
  Sink text(out);
  WhyWriter writer(options, text);
  std::string_view between;
  for (const api::WhyValue& value : why.values) {
    text << between;
    writer.write(value);
    between = "\n";
  }
  if (why.string) writer.write(*why.string);
}

void write_why_json(const api::Why& why, std::ostream& out) {
  out << json::indented(
             json::object({{"version", 1},
                           {"tool", tool_json()},
                           {"values", json::array_of(why.values, value_json)},
                           {"string", why.string ? why_string_json(*why.string) : json::Value()}}))
      << '\n';
}

}  // namespace ampslint
