#include "model/expression.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "base/regex.hpp"
#include "model/expression_tokens.hpp"

namespace ampslint {
namespace {

/// What gives another result each time.
constexpr std::string_view not_deterministic = "LAST_READ UNIX_TIMESTAMP VALUE_LOOKUP";

/// The part of a value that is an expression: what follows the '=' of an assignment.
std::string_view expression_of(ValueKind kind, std::string_view value) {
  return kind == ValueKind::assignment ? value.substr(value.find('=') + 1) : value;
}

/// Checks the tokens of one expression.
class Checker {
 public:
  Checker(ValueKind kind, std::string_view value, const std::vector<ExpressionToken>& tokens)
      : kind_(kind), value_(value), tokens_(tokens) {}

  std::optional<ValueFault> check() {
    for (std::size_t i = 0; i < tokens_.size() && !fault_; ++i) {
      const ExpressionToken& token = tokens_[i];
      if (token.kind == TokenKind::function) check_call(i);
      if (is_word(token, "LIKE")) check_like(i);
      if (is_word(token, "NULL")) check_null(i);
      if (token.kind == TokenKind::literal && token.text.size() == 2) check_null(i);
      if (token.kind == TokenKind::identifier) check_path(token);
    }
    if (!fault_ && is_field()) check_field();
    return std::move(fault_);
  }

 private:
  bool is_field() const {
    return kind_ == ValueKind::field || kind_ == ValueKind::enrichment_field ||
           kind_ == ValueKind::view_field;
  }

  void report(const ExpressionToken& token, std::string message,
              Severity severity = Severity::error) {
    report_at(token.text, std::move(message), severity);
  }
  void report_at(std::string_view part, std::string message, Severity severity) {
    if (fault_) return;
    fault_ = ValueFault{.message = std::move(message),
                        .begin = static_cast<std::size_t>(part.data() - value_.data()),
                        .length = part.size(),
                        .severity = severity};
  }

  /// The index behind the ')' that closes the call; how many arguments it has.
  std::pair<std::size_t, std::size_t> extent(std::size_t call) const {
    std::size_t depth = 0;
    std::size_t commas = 0;
    std::size_t at = call + 1;
    for (; at < tokens_.size(); ++at) {
      if (is_sign(tokens_[at], '(')) ++depth;
      if (is_sign(tokens_[at], ')') && --depth == 0) break;
      if (is_sign(tokens_[at], ',') && depth == 1) ++commas;
    }
    return {at + 1, at == call + 2 ? 0 : commas + 1};
  }

  void check_call(std::size_t index) {
    const ExpressionToken& token = tokens_[index];
    const ExpressionFunction* function = find_function(token.text);
    if (function == nullptr) return;
    const auto [end, arguments] = extent(index);
    if (arguments < function->least || arguments > function->most) {
      std::string wanted = fmt::format("{}", function->least);
      if (function->most == any_number) {
        wanted += " or more";
      } else if (function->most != function->least) {
        wanted += fmt::format(" to {}", function->most);
      }
      return report(token, fmt::format("'{}' has {} argument{}; it takes {}", token.text, arguments,
                                       arguments == 1 ? "" : "s", wanted));
    }
    if (function->aggregate && kind_ != ValueKind::view_field) {
      return report(token, fmt::format("'{}' is an aggregate, which only a view can have in its "
                                       "'Projection'",
                                       token.text));
    }
    if (has_word(not_deterministic, function->name) && kind_ == ValueKind::filter) {
      return report(token, fmt::format("'{}' does not always give the same result, which this "
                                       "expression has to",
                                       token.text));
    }
    if (function->name == "VALUE_LOOKUP" && kind_ == ValueKind::view_field) {
      return report(token, fmt::format("a view cannot use '{}'", token.text));
    }
    if (!function->aggregate) return;
    for (std::size_t at = index + 1; at < end && at < tokens_.size(); ++at) {
      const ExpressionFunction* inner =
          tokens_[at].kind == TokenKind::function ? find_function(tokens_[at].text) : nullptr;
      if (inner == nullptr || !has_word(not_deterministic, inner->name)) continue;
      return report(tokens_[at], fmt::format("'{}' does not always give the same result, which an "
                                             "aggregate has to",
                                             tokens_[at].text));
    }
  }

  void check_like(std::size_t index) {
    const ExpressionToken* right = index + 1 < tokens_.size() ? &tokens_[index + 1] : nullptr;
    if (right == nullptr || right->kind != TokenKind::literal) {
      return report(tokens_[index], "'LIKE' needs a regular expression in quotes after it");
    }
    const bool raw = right->text.front() == 'r' || right->text.front() == 'R';
    const std::string_view pattern =
        right->text.substr(raw ? 2 : 1, right->text.size() - (raw ? 3 : 2));
    // What backslashes mean in a text that is not raw depends on what follows.
    if (!raw && pattern.find('\\') != pattern.npos) return;
    const std::optional<PatternFault> fault = pattern_fault(pattern);
    if (fault) {
      report(*right,
             fmt::format("{} is not a valid regular expression: {}", right->text, fault->message));
    }
  }

  /// A comparison with NULL, or with an empty text, which is the same.
  void check_null(std::size_t index) {
    constexpr std::string_view comparing = "= == != <> < > <= >=";
    const auto compares = [&](std::size_t at) {
      return at < tokens_.size() && tokens_[at].kind == TokenKind::sign &&
             has_word(comparing, tokens_[at].text);
    };
    if (!compares(index - 1) && !compares(index + 1)) return;
    report(tokens_[index],
           fmt::format("a comparison with {} is never true; 'IS NULL' and 'IS NOT NULL' are",
                       tokens_[index].text),
           Severity::warning);
  }

  void check_path(const ExpressionToken& token) {
    const FieldPath path = field_path(token.text);
    if (path.path.find("//") != std::string_view::npos) {
      return report(token, fmt::format("'{}' is not a field: it has an empty step", token.text));
    }
    const bool of_message = kind_ == ValueKind::field || kind_ == ValueKind::enrichment_field;
    if (of_message && !path.topic.empty()) {
      report(token, fmt::format("'{}' names a topic; only fields of the message itself can be "
                                "used here",
                                token.text));
    }
  }

  void check_field() {
    std::size_t depth = 0;
    const ExpressionToken* as = nullptr;
    std::size_t after = tokens_.size();
    std::size_t before = tokens_.size();
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const ExpressionToken& token = tokens_[i];
      if (is_sign(token, '(')) ++depth;
      if (is_sign(token, ')')) --depth;
      if (depth != 0) continue;
      if (is_word(token, "AS") && as == nullptr) {
        as = &token;
        before = std::min(before, i);
        after = i + 1;
      }
      if (is_word(token, "OF")) {
        if (as != nullptr || kind_ != ValueKind::enrichment_field) {
          return report(token, fmt::format("'{}' can stand only behind a field that the "
                                           "'Enrichment' of a topic reads",
                                           token.text));
        }
      }
      if (is_word(token, "HINT")) {
        before = std::min(before, i);
        check_hints(i);
        break;
      }
    }
    if (as == nullptr) {
      const bool plain = before == 1 && tokens_.front().kind == TokenKind::identifier;
      const bool with_of = before > 1 && is_word(tokens_[1], "OF");
      if (tokens_.empty() || plain || with_of) return;
      return report_at(value_, "this expression has no 'AS' with the field that it sets",
                       Severity::error);
    }
    if (after >= tokens_.size()) return report(*as, "'AS' has no field after it");
    const ExpressionToken& target = tokens_[after];
    if (target.kind != TokenKind::identifier || field_path(target.text).path.empty()) {
      return report(target, fmt::format("'{}' is not a field to set: expected a path, as in '/{}'",
                                        target.text, target.text));
    }
    if (!field_path(target.text).topic.empty()) {
      report(target, fmt::format("the field after 'AS' cannot name a topic"));
    }
  }

  void check_hints(std::size_t index) {
    for (std::size_t i = index + 1; i < tokens_.size(); ++i) {
      const ExpressionToken& token = tokens_[i];
      if (token.kind != TokenKind::word || is_word(token, "OPTIONAL") ||
          is_word(token, "SET_CURRENT"))
        continue;
      return report(token, fmt::format("'{}' is not a hint; expected 'OPTIONAL' or 'SET_CURRENT'",
                                       token.text));
    }
  }

  ValueKind kind_;
  std::string_view value_;
  const std::vector<ExpressionToken>& tokens_;
  std::optional<ValueFault> fault_;
};

std::optional<ValueFault> whole_text(std::string_view value, std::string message) {
  return ValueFault{.message = std::move(message), .begin = 0, .length = value.size()};
}

/// A field of a message: nothing but a path.
std::optional<ValueFault> check_identifier(ValueKind kind, std::string_view value) {
  const FieldPath path = field_path(value);
  std::string outside;  // what no brackets enclose
  std::size_t depth = 0;
  for (const char c : path.path) {
    if (c == '[') ++depth;
    if (depth == 0) outside += c;
    if (c == ']' && depth > 0) --depth;
  }
  const bool odd = outside.find_first_of(" \t\r\n*(),=<>!'\"") != outside.npos ||
                   outside.find("//") != outside.npos || outside.find("/..") != outside.npos ||
                   outside.ends_with('/');
  const bool qualified = !path.topic.empty() && kind == ValueKind::identifier;
  if (!path.path.empty() && !odd && !qualified) return std::nullopt;
  const bool lacks_slash = value.find_first_of(" /*()[],=<>!'\".") == value.npos;
  return whole_text(value, fmt::format("'{}' is not a field: expected a path, as in '/{}'", value,
                                       lacks_slash ? value : "order/id"));
}

/// `[type].[topic].[/field] = [type].[topic].[/field]`.
std::optional<ValueFault> check_join(std::string_view value) {
  std::vector<std::size_t> equals;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '[') ++depth;
    if (value[i] == ']' && depth > 0) --depth;
    if (value[i] == '=' && depth == 0) equals.push_back(i);
  }
  const auto is_side = [](std::string_view side) {
    const FieldPath path = field_path(without_blanks(side));
    return !path.topic.empty() && path.path.find_first_of("'\"()=<>") == path.path.npos;
  };
  const bool valid = equals.size() == 1 && is_side(value.substr(0, equals[0])) &&
                     is_side(value.substr(equals[0] + 1));
  if (valid) return std::nullopt;
  return whole_text(value,
                    fmt::format("'{}' is not a join: expected two fields with their topics, as "
                                "in '[orders].[/id] = [parts].[/id]'",
                                value));
}

/// `&lt;` that stood in the file as `&amp;lt;`, or in a CDATA section.
std::optional<ValueFault> check_entities(std::string_view value) {
  for (const std::string_view entity : {"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"}) {
    const std::size_t at = value.find(entity);
    if (at == value.npos) continue;
    return ValueFault{.message = fmt::format("AMPS reads '{}' here as it stands: it is escaped "
                                             "twice",
                                             entity),
                      .begin = at,
                      .length = entity.size(),
                      .severity = Severity::warning};
  }
  return std::nullopt;
}

}  // namespace

bool holds_expression(ValueKind kind) {
  return kind == ValueKind::assignment ||
         (kind >= ValueKind::expression && kind <= ValueKind::view_field);
}

std::optional<ValueFault> check_expression(ValueKind kind, std::string_view value) {
  if (kind == ValueKind::identifier || kind == ValueKind::view_identifier) {
    return check_identifier(kind, value);
  }
  if (kind == ValueKind::join) return check_join(value);
  if (std::optional<ValueFault> fault = check_entities(value)) return fault;
  const std::string_view expression = expression_of(kind, value);
  ExpressionTokens tokens = read_tokens(expression);
  std::optional<ValueFault> fault =
      tokens.fault ? std::move(tokens.fault) : Checker(kind, expression, tokens.all).check();
  if (fault) fault->begin += static_cast<std::size_t>(expression.data() - value.data());
  return fault;
}

std::vector<std::string_view> calls_in(ValueKind kind, std::string_view value) {
  std::vector<std::string_view> calls;
  if (value.find('(') == value.npos || kind == ValueKind::identifier ||
      kind == ValueKind::view_identifier || kind == ValueKind::join) {
    return calls;
  }
  const ExpressionTokens tokens = read_tokens(expression_of(kind, value));
  if (tokens.fault) return calls;
  for (const ExpressionToken& token : tokens.all) {
    if (token.kind == TokenKind::function) calls.push_back(token.text);
  }
  return calls;
}

std::vector<std::string_view> identifiers_in(ValueKind kind, std::string_view value) {
  std::vector<std::string_view> identifiers;
  const ExpressionTokens tokens = read_tokens(expression_of(kind, value));
  if (tokens.fault) return identifiers;
  for (const ExpressionToken& token : tokens.all) {
    if (token.kind == TokenKind::identifier) identifiers.push_back(token.text);
  }
  return identifiers;
}

FieldPath field_path(std::string_view text) {
  std::vector<std::string_view> before;
  while (!text.empty()) {
    if (text.front() == '/') break;
    if (text.starts_with("[/")) break;
    const bool bracketed = text.front() == '[';
    const std::size_t end = text.find(bracketed ? ']' : '.');
    if (end == text.npos || before.size() == 2) return {};
    before.push_back(text.substr(bracketed ? 1 : 0, end - (bracketed ? 1 : 0)));
    text.remove_prefix(end + (bracketed ? 1 : 0));
    if (!text.starts_with('.')) return {};
    text.remove_prefix(1);
  }
  FieldPath path{.path = text};
  if (!before.empty()) path.topic = before.back();
  if (before.size() == 2) path.type = before.front();
  return path;
}

}  // namespace ampslint
