#include "load/suppressions/comment.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

#include "base/ascii.hpp"
#include "base/limits.hpp"
#include "base/plural.hpp"
#include "base/printable.hpp"

namespace ampslint {
namespace {

constexpr std::string_view white_space = " \t\r\n";
constexpr std::array<std::string_view, 4> forms{"ampslint-ignore", "ampslint-ignore-file",
                                                "ampslint-ignore-begin", "ampslint-ignore-end"};
constexpr std::string_view until_marker = "until=";

std::vector<std::string> names_of(const Suppression& suppression) {
  std::vector<std::string> names;
  for (const SuppressedRule& rule : suppression.rules) names.push_back(rule.name);
  std::ranges::sort(names);
  return names;
}

}  // namespace

std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
  constexpr std::size_t size = 10;
  if (text.size() != size || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [text](std::size_t at, std::size_t length) {
    const std::string_view digits = text.substr(at, length);
    int value = -1;
    if (is_digits(digits)) std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  };
  const std::array<int, 3> parts{number(0, 4), number(5, 2), number(8, 2)};
  if (std::ranges::any_of(parts, [](int part) { return part < 0; })) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year(parts[0]),
                                        std::chrono::month(static_cast<unsigned>(parts[1])),
                                        std::chrono::day(static_cast<unsigned>(parts[2]))};
  if (!day.ok()) return std::nullopt;
  return std::chrono::sys_days(day);
}

std::string format_day(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

bool is_suppression(std::string_view words) {
  if (!words.starts_with(suppression_marker)) return false;
  words.remove_prefix(suppression_marker.size());
  return words.empty() || white_space.find(words[0]) != npos || words[0] == ':' || words[0] == '-';
}

bool mentions_suppression(std::string_view text) {
  return ::memmem(text.data(), text.size(), suppression_marker.data(), suppression_marker.size()) !=
         nullptr;
}

SuppressionCollector::SuppressionCollector(const Sources& sources, SourceId id, Suppressions& found)
    : sources_(sources), id_(id), found_(found), first_(found.all.size()) {}

void SuppressionCollector::report(Range where, std::string message) {
  found_.defects.push_back({.kind = DefectKind::suppression_malformed,
                            .diagnostic = {.where = span(where), .message = std::move(message)}});
}

std::optional<std::size_t> SuppressionCollector::add(Range words) {
  if (full_) return std::nullopt;
  if (found_.all.size() - first_ + open_.size() == limits::suppressions) {
    full_ = true;
    report(words, fmt::format("more than {} of them in one file; the rest are not read",
                              limits::suppressions));
    return std::nullopt;
  }
  const std::optional<Form> form = form_of(words);
  if (!form) return std::nullopt;
  Suppression suppression{.where = span(words), .rules = {}, .reason = {}};
  words.begin += static_cast<std::uint32_t>(forms.at(static_cast<std::size_t>(*form)).size());
  if (!read_words(words, suppression)) return std::nullopt;
  if (*form == Form::end) {
    end(suppression);
    return std::nullopt;
  }
  if (suppression.rules.empty()) {
    report(suppression.where.range(),
           "does not name a rule; expected 'ampslint-ignore RULE: reason'");
    return std::nullopt;
  }
  if (*form == Form::begin) {
    begin(std::move(suppression));
    return std::nullopt;
  }
  found_.all.push_back(std::move(suppression));
  const std::size_t number = found_.all.size() - 1;
  if (*form == Form::beside) return number;
  cover_file(number);
  return std::nullopt;
}

std::optional<SuppressionCollector::Form> SuppressionCollector::form_of(Range words) {
  const std::string_view text = view(words);
  const std::string_view name = text.substr(0, text.find_first_of(" \t\r\n:"));
  const auto* const found = std::ranges::find(forms, name);
  words.end = words.begin + static_cast<std::uint32_t>(name.size());
  if (sources_[id_].is_part && found != forms.end() && found != forms.begin()) {
    report(words, fmt::format("'{}' cannot be used in a list that is read in blocks; expected '{}'",
                              name, forms.front()));
    return std::nullopt;
  }
  if (found != forms.end()) return static_cast<Form>(found - forms.begin());
  report(words, fmt::format("'{}' is unknown; expected one of {}", printable_start(name),
                            fmt::join(forms, ", ")));
  return std::nullopt;
}

/// RULE[, RULE…] [until=DAY][: [until=DAY] reason]
bool SuppressionCollector::read_words(Range words, Suppression& suppression) {
  const std::string_view text = view(words);
  const std::size_t colon = std::min(text.find(':'), text.size());
  Range head = words;
  head.end = words.begin + static_cast<std::uint32_t>(colon);
  Range reason = words;
  reason.begin = std::min(head.end + 1, words.end);
  return read_head(head, suppression) && read_reason(reason, suppression);
}

bool SuppressionCollector::read_head(Range head, Suppression& suppression) {
  constexpr std::string_view separators = ", \t\r\n";
  const std::string_view text = view(head);
  for (std::size_t at = text.find_first_not_of(separators); at != npos;) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    const Range where{head.begin + static_cast<std::uint32_t>(at),
                      head.begin + static_cast<std::uint32_t>(end)};
    const std::string_view name = view(where);
    at = text.find_first_not_of(separators, end);
    if (name.starts_with(until_marker)) {
      if (!read_until(where, suppression)) return false;
      continue;
    }
    if (suppression.rules.size() == limits::suppressed_rules) {
      report(where, fmt::format("names more than {} rules; a family is written as in 'uri-*'",
                                limits::suppressed_rules));
      return false;
    }
    suppression.rules.push_back({.name = std::string(name), .where = span(where)});
  }
  return true;
}

bool SuppressionCollector::read_until(Range day, Suppression& suppression) {
  const std::string_view text = view(day).substr(until_marker.size());
  suppression.until = parse_day(text);
  if (!suppression.until) {
    report(day,
           fmt::format("'{}' is not a date; expected 'until=YYYY-MM-DD'", printable_start(text)));
  }
  return suppression.until.has_value();
}

bool SuppressionCollector::read_reason(Range reason, Suppression& suppression) {
  const std::string_view text = view(reason);
  const std::size_t begin = std::min(text.find_first_not_of(white_space), text.size());
  reason.begin += static_cast<std::uint32_t>(begin);
  if (text.substr(begin).starts_with(until_marker)) {
    Range day = reason;
    const std::size_t length = std::min(text.find_first_of(", \t\r\n", begin), text.size()) - begin;
    day.end = day.begin + static_cast<std::uint32_t>(length);
    if (!read_until(day, suppression)) return false;
    reason.begin = day.end;
    if (view(reason).starts_with(',')) ++reason.begin;
  }
  suppression.reason = in_one_line(view(reason));
  return true;
}

void SuppressionCollector::begin(Suppression suppression) {
  if (open_.size() == limits::suppression_ranges) {
    return report(suppression.where.range(),
                  fmt::format("ranges nest deeper than {}", limits::suppression_ranges));
  }
  open_.push_back(std::move(suppression));
}

void SuppressionCollector::end(const Suppression& suppression) {
  const std::vector<std::string> names = names_of(suppression);
  const auto opening = std::ranges::find_if(
      open_.rbegin(), open_.rend(),
      [&](const Suppression& open) { return names.empty() || names_of(open) == names; });
  if (opening == open_.rend()) {
    const std::string of =
        names.empty() ? "" : fmt::format(" of '{}'", printable_start(names.front()));
    return report(suppression.where.range(), fmt::format("no range{} is open here", of));
  }
  opening->scope = span({opening->where.end, suppression.where.begin});
  found_.all.push_back(std::move(*opening));
  open_.erase(std::next(opening).base());
}

void SuppressionCollector::cover(std::size_t number, Range scope) {
  found_.all[number].scope = span(scope);
}

void SuppressionCollector::cover_file(std::size_t number) {
  cover(number, sources_.whole(id_).range());
}

void SuppressionCollector::finish() {
  for (const Suppression& open : open_) {
    report(open.where.range(),
           "the range is never closed; expected 'ampslint-ignore-end' after it");
  }
  open_.clear();
  std::ranges::sort(found_.all.begin() + static_cast<std::ptrdiff_t>(first_), found_.all.end(), {},
                    &Suppression::where);
}

}  // namespace ampslint
