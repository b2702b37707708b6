#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "base/printable.hpp"
#include "base/range.hpp"
#include "base/source.hpp"
#include "load/defect.hpp"

namespace ampslint::xml {

/// Of a place, a message shows the user's own words.
template <typename Arg>
using Shown = std::conditional_t<std::is_same_v<Arg, Range>, std::string, Arg>;
template <typename... Args>
using Message = fmt::format_string<Shown<Args>...>;

/// The faults of a file, up to the last one that is worth reporting.
class Faults {
 public:
  Faults(const Sources& sources, SourceId id, Defects& defects)
      : text_(sources[id].text), id_(id), defects_(defects), first_(defects.size()) {}

  /// Nothing is reported any more.
  bool stopped() const { return stopped_; }
  /// The elements can be made out.
  bool readable() const { return readable_; }

  /// A part of a message; nothing where none is reported any more.
  template <typename... Args>
  std::string words(Message<Args...> message, const Args&... args) const {
    return stopped_ ? std::string() : formatted(message, shown(args)...);
  }

  template <typename... Args>
  void report(Range where, Message<Args...> message, const Args&... args) {
    report_as(DefectKind::not_well_formed, where, message, args...);
  }

  /// Reports a fault that makes the tree of elements a guess.
  template <typename... Args>
  void broken(Range where, Message<Args...> message, const Args&... args) {
    not_readable();
    report_as(DefectKind::not_well_formed, where, message, args...);
  }

  template <typename... Args>
  void report_as(DefectKind kind, Range where, Message<Args...> message, const Args&... args) {
    added_ = !stopped_ && !std::ranges::binary_search(forbidden_, where.begin);
    if (!added_) return;
    defects_.push_back(
        {.kind = kind,
         .diagnostic = {.where = span(where), .message = formatted(message, shown(args)...)}});
    if (defects_.size() - first_ == limits::defects) stop();
  }

  /// Adds a note to what was reported last.
  template <typename... Args>
  void note(Range where, Message<Args...> message, const Args&... args) {
    if (!added_) return;
    defects_.back().diagnostic.notes.push_back({span(where), formatted(message, shown(args)...)});
  }

  void not_readable() { readable_ = false; }
  void stop() {
    stopped_ = true;
    not_readable();
  }

  /// One more element, attribute or entity: of too many, the rest is not checked.
  void count(Range name) {
    if (stopped_ || ++markup_ <= limits::markup) return;
    report_as(DefectKind::expanded_too_large, name,
              "more than {} elements, attributes and entities", limits::markup);
    stop();
  }
  std::size_t counted() const { return markup_; }

  /// Nothing else is said of a character that XML forbids. They are reported first.
  void forbid(std::uint32_t at) { forbidden_.push_back(at); }

  /// Characters are checked before the rest, and duplicate attributes after their tag.
  void put_in_order() {
    const auto begin = defects_.begin() + static_cast<std::ptrdiff_t>(first_);
    std::ranges::sort(begin, defects_.end(), {}, [](const Defect& defect) {
      return std::pair(defect.diagnostic.where, std::string_view(defect.diagnostic.message));
    });
    if (defects_.size() - first_ < limits::defects) return;
    defects_.back().diagnostic.message += fmt::format(
        "; the file has more than {} errors, the rest is not checked", limits::defects - 1);
  }

 private:
  Span span(Range where) const { return {id_, where.begin, where.end}; }

  std::string shown(Range where) const { return printable_start(where.of(text_)); }
  template <typename Arg>
  const Arg& shown(const Arg& arg) const {
    return arg;
  }
  template <typename... Args>
  static std::string formatted(fmt::string_view message, const Args&... args) {
    return fmt::vformat(message, fmt::make_format_args(args...));
  }

  std::string_view text_;
  SourceId id_;
  Defects& defects_;
  std::size_t first_;  ///< of the file's own
  bool stopped_ = false;
  bool readable_ = true;
  bool added_ = false;  ///< what was reported last
  std::size_t markup_ = 0;
  std::vector<std::uint32_t> forbidden_;
};

}  // namespace ampslint::xml
