#pragma once

#include <optional>

#include "base/ascii.hpp"
#include "load/xml/cursor.hpp"
#include "load/xml/faults.hpp"

namespace ampslint::xml {

/// The parts of markup that stand in several places.
class Tokens {
 public:
  Tokens(Cursor& in, Faults& faults) : in_(in), faults_(faults) {}

  /// A name in a tag, up to what can follow it: so a wrong character in it is one fault, not three.
  Range name() {
    const std::uint32_t begin = in_.at;
    in_.at = in_.name_end(in_.at);
    if (in_.at_end() || in_.is(in_.at, delimiter)) return {begin, in_.at};
    const Range wrong = in_.character(in_.at);
    while (!in_.at_end() && !in_.is(in_.at, delimiter)) ++in_.at;
    const Range whole{begin, in_.at};
    faults_.broken(wrong, "'{}' in the name '{}'", wrong, whole);
    return whole;
  }

  /// The value of an attribute, between its quotes; none where it has none that can be read.
  std::optional<Range> attribute_value(Range name) {
    in_.skip_blanks();
    if (in_.peek() != '=') {
      faults_.broken(name, "attribute '{}' has no value; expected '='", name);
      return std::nullopt;
    }
    ++in_.at;
    in_.skip_blanks();
    const char quote = in_.peek();
    if (quote != '"' && quote != '\'') {
      Range value{in_.at, in_.find_any("<> \t\r\n", in_.at)};
      if (value.end > in_.at && in_.text.substr(value.end - 1, 2) == "/>") --value.end;
      faults_.broken(value.empty() ? name : value, "value of attribute '{}' is {}", name,
                     value.empty() ? "missing" : "not in quotes");
      return std::nullopt;
    }
    const std::uint32_t begin = ++in_.at;
    while (!in_.at_end() && in_.text[in_.at] != quote && in_.text[in_.at] != '<') ++in_.at;
    if (in_.peek() == '<') {
      // A sign in the value, or the next tag, as the closing quote was forgotten?
      const std::uint32_t sign = in_.at;
      const std::array<char, 3> ends{quote, '>', '\n'};
      in_.at = in_.find_any({ends.data(), ends.size()}, begin);
      if (in_.at > sign && in_.peek() == quote) {
        faults_.report({sign, sign + 1}, "'<' in the value of attribute '{}'; write '&lt;'", name);
      }
    }
    if (in_.peek() == quote) return Range{begin, in_.at++};
    in_.at = begin;
    faults_.broken({begin - 1, begin}, "value of attribute '{}' has no closing quote", name);
    return std::nullopt;
  }

  /// What stands in a comment; nothing in one that is never closed.
  Range comment() {
    const Range opening{in_.at, in_.at + 4};
    const std::uint32_t dashes = in_.find("--", opening.end);
    const std::uint32_t end = in_.find("-->", dashes);
    if (end == in_.size()) {
      unclosed(opening, "comment", "-->");
      return {};
    }
    in_.at = end + 3;
    const Range inside{opening.end, end};
    report_ready_marker(inside);
    if (dashes == end) return inside;
    if (dashes + 1 == end) {
      faults_.report({dashes, in_.at}, "'--->' at the end of a comment; expected '-->'");
    } else if (dashes >= opening.end + 2 && in_.text.substr(dashes - 2, 2) == "<!") {
      faults_.report({dashes - 2, dashes + 2}, "'<!--' inside a comment; AMPS rejects the file");
    } else {
      faults_.report({dashes, dashes + 2}, "'--' inside a comment; AMPS rejects the file");
    }
    return inside;
  }

  void instruction() {
    const Range target{in_.at + 2, in_.name_end(in_.at + 2)};
    const Range opening{in_.at, target.end};
    in_.at = target.end;
    const std::uint32_t end = in_.find("?>", in_.at);
    if (end == in_.size()) return unclosed(opening, "processing instruction", "?>");
    if (!in_.starts_name(target.begin)) {
      faults_.broken(opening, "processing instruction without a name");
    } else if (in_.view(target) == "xml") {
      faults_.report(opening, "XML declaration inside the file; expected at its very start");
    } else if (equal_ignoring_case(in_.view(target), "xml")) {
      faults_.report(target, "'{}' cannot name a processing instruction", target);
    } else if (in_.at != end && !in_.is(in_.at, blank)) {
      const Range wrong = in_.character(in_.at);
      faults_.report(wrong, "'{}' in the name of a processing instruction", wrong);
    }
    in_.at = end + 2;
  }

  /// The rest of the file belongs to it.
  void unclosed(Range opening, std::string_view what, std::string_view end) {
    faults_.broken(opening, "{} is never closed; expected '{}'", what, end);
    faults_.stop();
    in_.at = in_.size();
  }

 private:
  void report_ready_marker(Range comment) {
    constexpr std::string_view marker = "AMPS initialization completed";
    const std::size_t found = in_.view(comment).find(marker);
    if (found == std::string_view::npos) return;
    const std::uint32_t begin = comment.begin + static_cast<std::uint32_t>(found);
    faults_.report_as(DefectKind::comment_ready_marker,
                      {begin, begin + static_cast<std::uint32_t>(marker.size())},
                      "the log shows this comment before AMPS is ready");
  }

  Cursor& in_;
  Faults& faults_;
};

}  // namespace ampslint::xml
