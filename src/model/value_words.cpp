#include "model/value_words.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/ascii.hpp"
#include "base/lists.hpp"
#include "base/regex.hpp"
#include "base/suggest.hpp"
#include "base/units.hpp"
#include "model/expression.hpp"

namespace ampslint {
namespace {

std::optional<ValueFault> whole_word(std::string_view value, std::string message,
                                     Severity severity = Severity::error) {
  return ValueFault{
      .message = std::move(message), .begin = 0, .length = value.size(), .severity = severity};
}

std::string in_quotes(std::string_view value) { return fmt::format("'{}'", value); }

bool is_but_for_case(std::string_view value, const std::vector<std::string_view>& known) {
  return std::ranges::any_of(known,
                             [value](auto word) { return equal_ignoring_case(word, value); });
}

/// A name that stands for itself. AMPS takes one that looks like a pattern, with a warning.
std::optional<ValueFault> check_topic(std::string_view value) {
  if (value.find_first_of("*+?^$[](){}|\\") == npos || value.find("{{") != npos)
    return std::nullopt;
  return whole_word(
      value,
      fmt::format("{} is taken literally here, not as a regular expression", in_quotes(value)),
      Severity::warning);
}

/// How the topics of a conflated one are named: `%n` is what each of them is called below it.
std::optional<ValueFault> check_topic_format(std::string_view value) {
  if (value.find("%n") == npos) {
    return whole_word(value,
                      fmt::format("{} has no '%n' for the name of the topic", in_quotes(value)));
  }
  const std::size_t odd = value.find_first_of("*+?^$[](){}|\\");
  if (odd == npos) return std::nullopt;
  return ValueFault{.message = fmt::format("{} cannot have '{}', which regular expressions have",
                                           in_quotes(value), value.substr(odd, 1)),
                    .begin = odd,
                    .length = 1};
}

/// A pattern for files as a shell has it, and not a regular expression.
std::optional<ValueFault> check_glob(std::string_view value) {
  if (value.ends_with(".journal")) {
    return whole_word(value, fmt::format("{} matches journal files, which this action refuses",
                                         in_quotes(value)));
  }
  if (!value.starts_with('^') && !value.ends_with('$') && value.find("\\.") == npos) {
    return std::nullopt;
  }
  return whole_word(
      value,
      fmt::format("{} looks like a regular expression; expected a pattern for files, as "
                  "in '/var/log/amps/*.log'",
                  in_quotes(value)),
      Severity::warning);
}

/// `HH:MM`, with a `Z` for UTC.
bool is_time_of_day(std::string_view text) {
  if (text.ends_with('Z') || text.ends_with('z')) text.remove_suffix(1);
  const std::size_t colon = text.find(':');
  if (colon == npos || colon == 0 || colon > 2 || text.size() != colon + 3) return false;
  const std::string_view hour = text.substr(0, colon);
  const std::string_view minute = text.substr(colon + 1);
  const auto number_below = [](std::string_view digits, int limit) {
    int number = 0;
    const char* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, number);
    return parsed.ec == std::errc() && parsed.ptr == end && number >= 0 && number < limit;
  };
  return number_below(hour, 24) && number_below(minute, 60);
}

/// Only whole English names are documented; whether shorter ones are taken is not known.
bool is_day(std::string_view text) {
  constexpr std::string_view days[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};
  const std::string lower = to_lower(text);
  return lower.size() >= 3 && std::ranges::any_of(days, [&lower](std::string_view day) {
           return day.starts_with(lower);
         });
}

std::optional<ValueFault> check_schedule(std::string_view value) {
  if (parse_interval(value) || is_time_of_day(value)) return std::nullopt;
  const std::vector<std::string_view> parts = words(value);
  if (parts.size() == 3 && is_day(parts[0]) && equal_ignoring_case(parts[1], "at") &&
      is_time_of_day(parts[2])) {
    return std::nullopt;
  }
  return whole_word(value,
                    fmt::format("{} is not a schedule: expected an interval, a time or a day "
                                "with a time, as in '1h', '23:30' or 'Saturday at 00:30Z'",
                                in_quotes(value)));
}

std::optional<ValueFault> check_signal(std::string_view value) {
  constexpr std::string_view signals =
      "SIGABRT SIGALRM SIGBUS SIGCHLD SIGCLD SIGCONT SIGFPE SIGHUP SIGILL SIGINT SIGIO SIGIOT "
      "SIGPIPE SIGPOLL SIGPROF SIGPWR SIGSEGV SIGSTKFLT SIGSYS SIGTERM SIGTRAP SIGTSTP SIGTTIN "
      "SIGTTOU SIGURG SIGUSR1 SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ";
  if (value == "SIGQUIT") return whole_word(value, "'SIGQUIT' is reserved: AMPS makes a minidump");
  if (value == "SIGKILL" || value == "SIGSTOP") {
    return whole_word(value, fmt::format("no process can catch {}", in_quotes(value)));
  }
  if (has_word(signals, value) || value.starts_with("SIGRT")) return std::nullopt;
  const std::vector<std::string_view> known = words(signals);
  std::optional<ValueFault> fault =
      whole_word(value, fmt::format("{} is not the name of a signal, as in 'SIGUSR1'{}",
                                    in_quotes(value), did_you_mean(value, known)));
  fault->replacement = nearest(value, known);
  // Other ways to name one are not documented.
  const std::string named = fmt::format("SIG{}", to_lower(value));
  const bool doubtful = value.find_first_not_of("0123456789") == npos ||
                        is_but_for_case(named, known) || is_but_for_case(value, known);
  if (doubtful) fault->severity = Severity::warning;
  return fault;
}

std::optional<ValueFault> check_path_step(std::string_view value) {
  const std::size_t odd = value.find_first_of("/? \t");
  if (odd == npos) return std::nullopt;
  std::optional<ValueFault> fault =
      whole_word(value, fmt::format("{} is not one step of a path: it has '{}'", in_quotes(value),
                                    value.substr(odd, 1)));
  // It may be taken without the first '/'.
  if (odd == 0 && value.find_first_of("/? \t", 1) == npos) fault->severity = Severity::warning;
  return fault;
}

std::optional<ValueFault> check_variable(std::string_view value) {
  if (value.find_first_of(" \t{}$") == npos) return std::nullopt;
  return whole_word(
      value, fmt::format("{} is not the name of a variable, as in 'ORDER_ID'", in_quotes(value)),
      Severity::warning);
}

std::optional<ValueFault> check_assignment(std::string_view value) {
  const std::size_t equals = value.find('=');
  if (equals == npos || without_blanks(value.substr(0, equals)).empty()) {
    return whole_word(value,
                      fmt::format("{} does not set a variable: expected 'NAME=EXPRESSION', as in "
                                  "'ID=/order/id'",
                                  in_quotes(value)));
  }
  return check_expression(ValueKind::assignment, value);
}

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == npos;
}

std::optional<ValueFault> check_error_codes(std::string_view value) {
  for (const std::string_view code : between_commas(value)) {
    const bool documented = code.size() == 7 && code[2] == '-' &&
                            is_hexadecimal(code.substr(0, 2)) && is_hexadecimal(code.substr(3));
    const std::optional<PatternFault> fault = pattern_fault(code);
    if (documented || (!fault && !is_literal(code))) continue;
    return ValueFault{
        .message = fmt::format("{} is not the code of a message, as in '30-0001', or a pattern for "
                               "some",
                               in_quotes(code)),
        .begin = static_cast<std::size_t>(code.data() - value.data()),
        .length = code.size(),
        .severity = Severity::warning};
  }
  return std::nullopt;
}

/// Where a queue begins to recover: a word, a bookmark (`123|456|`), or a time as bookmarks have
/// it.
std::optional<ValueFault> check_bookmark(const SchemaElement& schema, std::string_view value) {
  if (has_word(schema.choices, value) || (!value.empty() && value[0] >= '0' && value[0] <= '9')) {
    return std::nullopt;
  }
  const std::vector<std::string_view> known = words(schema.choices);
  std::optional<ValueFault> fault = whole_word(
      value, fmt::format("{} is not a valid '{}'; expected '{}', a bookmark or a time, as in "
                         "'20250131T090000Z'",
                         in_quotes(value), schema.name, fmt::join(known, "', '")));
  fault->replacement = nearest(value, known);
  if (is_but_for_case(value, known)) fault->severity = Severity::warning;
  return fault;
}

/// `name;count;type;topic;return field;field…`
std::optional<ValueFault> check_lookup(std::string_view value) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find(';', begin), value.size());
    parts.push_back(without_blanks(value.substr(begin, end - begin)));
    begin = end + 1;
  }
  std::size_t count = 0;
  if (parts.size() > 1) std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), count);
  const bool complete = std::ranges::none_of(parts, &std::string_view::empty);
  if (complete && count > 0 && parts.size() == 5 + count) return std::nullopt;
  return whole_word(
      value,
      "this is not a lookup: expected 'NAME;COUNT;TYPE;TOPIC;RETURN_FIELD;FIELD', with as "
      "many fields at the end as COUNT says");
}

}  // namespace

std::optional<ValueFault> check_word(const SchemaElement& schema, std::string_view value) {
  switch (schema.value) {
    case ValueKind::topic:
      return check_topic(value);
    case ValueKind::topic_format:
      return check_topic_format(value);
    case ValueKind::glob:
      return check_glob(value);
    case ValueKind::schedule:
      return check_schedule(value);
    case ValueKind::signal_name:
      return check_signal(value);
    case ValueKind::path_step:
      return check_path_step(value);
    case ValueKind::variable:
      return check_variable(value);
    case ValueKind::assignment:
      return check_assignment(value);
    case ValueKind::error_codes:
      return check_error_codes(value);
    case ValueKind::bookmark:
      return check_bookmark(schema, value);
    case ValueKind::lookup:
      return check_lookup(value);
    default:
      return std::nullopt;
  }
}

}  // namespace ampslint
