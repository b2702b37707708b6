#include "load/xml/template_blocks.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

struct TemplateSigns {
  std::string_view open;
  std::string_view close;
};

constexpr auto template_signs = std::to_array<TemplateSigns>({
    {"{#", "#}"},
    {"{%", "%}"},
    {"{{{", "}}}"},
    {"{{", "}}"},
    {"<%", "%>"},
    {"<?=", "?>"},
    {"<?php", "?>"},
    {"[%", "%]"},
    {"<#--", "-->"},
    {"</#", ">"},
    {"<#", ">"},
    {"<@", ">"},
    {"</@", ">"},
});

enum class TemplateEffect : std::uint8_t { none, opens, closes };

/// A part of a template that its program reads.
struct TemplatePart {
  Range where;
  TemplateEffect effect = TemplateEffect::none;
};

/// The first words of what opens a part that is there or not. (ERB's end in `do` or a brace.)
constexpr std::array<std::string_view, 22> openers{
    "if",    "unless", "for",    "foreach", "each", "while", "range",  "with",
    "block", "macro",  "filter", "define",  "case", "IF",    "UNLESS", "FOREACH",
    "FOR",   "WHILE",  "list",   "switch",  "call", "raw"};
constexpr std::array<std::string_view, 4> enders{"end", "END", "next", "done"};

template <std::size_t size>
bool is_one(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::ranges::find(words, word) != words.end();
}

TemplateEffect effect_of(std::string_view block, const TemplateSigns& signs) {
  if (signs.open == "</#" || signs.open == "</@") return TemplateEffect::closes;
  if (signs.open == "{#" || signs.open == "<#--" || signs.open == "{{{" || signs.open == "<?=") {
    return TemplateEffect::none;
  }
  const std::size_t size = signs.open.size() + signs.close.size();
  if (block.size() < size) return TemplateEffect::none;
  std::string_view inside = block.substr(signs.open.size(), block.size() - size);
  if (inside.starts_with('=')) return TemplateEffect::none;
  const std::size_t last = inside.find_last_not_of(" \t\r\n-+~");
  inside = inside.substr(0, last + 1);
  inside = inside.substr(std::min(inside.find_first_not_of(" \t\r\n-+~"), inside.size()));
  if (inside.starts_with('/')) return TemplateEffect::closes;
  if (signs.open == "<#" && block.ends_with("/>")) return TemplateEffect::none;
  const bool section = signs.open == "{{" && (inside.starts_with('#') || inside.starts_with('^'));
  if (section) return TemplateEffect::opens;
  const std::string_view word = inside.substr(0, inside.find_first_of(" \t\r\n(;"));
  if (signs.open == "<?php" && inside.starts_with('}')) {
    return inside.ends_with('{') ? TemplateEffect::none : TemplateEffect::closes;
  }
  if (word == "endset") return TemplateEffect::none;
  if (is_one(word, enders) || word.starts_with("end")) return TemplateEffect::closes;
  if (signs.open == "<%") {
    if (inside.starts_with('}'))
      return inside.ends_with('{') ? TemplateEffect::none : TemplateEffect::closes;
    if (inside.ends_with('{') || inside.ends_with(" do") || inside.ends_with('|')) {
      return TemplateEffect::opens;
    }
  }
  return is_one(word, openers) ? TemplateEffect::opens : TemplateEffect::none;
}

/// Behind the sign that closes a part, whose own brackets and quotes may hold it where its program
/// reads them: `<#if (a > 3)>`.
std::size_t part_end(std::string_view text, std::size_t at, const TemplateSigns& signs) {
  constexpr std::size_t longest = 4096;
  const std::size_t from = at + signs.open.size();
  if (signs.open != "<#" && signs.open != "<@") {
    const std::size_t close = text.find(signs.close, from);
    return close == npos ? npos : close + signs.close.size();
  }
  std::size_t depth = 0;
  char quote = '\0';
  for (std::size_t i = from; i < std::min(text.size(), from + longest); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && depth > 0) {
      --depth;
    } else if (c == '>' && depth == 0) {
      return i + 1;
    }
  }
  const std::size_t close = text.find(signs.close, from);
  return close == npos ? npos : close + signs.close.size();
}

/// The signs that a text begins with; null for none.
const TemplateSigns* signs_at(std::string_view text) {
  constexpr std::size_t longest = 5;
  const auto* const signs = std::ranges::find_if(template_signs, [&](const TemplateSigns& one) {
    return text.substr(0, longest).starts_with(one.open);
  });
  if (signs == template_signs.end()) return nullptr;
  // A directive of FreeMarker has a name: `<@>` is a mistake.
  const bool is_named = signs->open.ends_with('#') || signs->open.ends_with('@');
  const std::string_view name = text.substr(signs->open.size(), 1);
  const bool lacks_name =
      signs->open.front() == '<' && is_named && (name.empty() || !is_alphanumeric(name.front()));
  return lacks_name ? nullptr : signs;
}

TemplatePart part(std::size_t begin, std::size_t end, TemplateEffect effect) {
  return {.where = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
          .effect = effect};
}

/// A tag whose name a template fills in (`<{{ tag }}>`), with a value and its end tag; nothing
/// where none begins there.
std::optional<TemplatePart> named_tag(std::string_view text, std::size_t at) {
  constexpr std::size_t longest = 512;
  const bool ends = text.substr(at, 2) == "</";
  const std::size_t name = at + (ends ? 2 : 1);
  if (text.substr(name, 2) != "{{" && text.substr(name, 2) != "${") return std::nullopt;
  const std::string_view tag = text.substr(at, longest);
  const std::size_t close = tag.find('>', tag.find('}'));
  if (close == npos) return std::nullopt;
  const std::size_t end = at + close + 1;
  if (ends) return part(at, end, TemplateEffect::closes);
  if (tag[close - 1] == '/') return part(at, end, TemplateEffect::none);
  const std::size_t next = std::min(text.find('<', end), text.size());
  const bool closed = text.substr(next, 2) == "</";
  const auto behind = closed ? named_tag(text, next) : std::nullopt;
  return behind ? part(at, behind->where.end, TemplateEffect::none)
                : part(at, end, TemplateEffect::opens);
}

/// Where tags are no tags: comments, CDATA and the like.
class Quotations {
 public:
  explicit Quotations(std::string_view text) : text_(text) {}

  /// `at` goes on from call to call.
  bool hold(std::size_t at) {
    for (std::size_t i = 0; at >= end_ && i < kinds.size(); ++i) {
      if (never_closed_.at(i) || !text_.substr(at).starts_with(kinds.at(i).open)) continue;
      const std::size_t close = text_.find(kinds.at(i).close, at);
      never_closed_.at(i) = close == npos;
      if (close != npos) end_ = close;
    }
    return at < end_;
  }

 private:
  static constexpr auto kinds = std::to_array<TemplateSigns>(
      {{"<![CDATA[", "]]>"}, {"<!--", "-->"}, {"<!DOCTYPE", "]>"}, {"<?", "?>"}});

  std::string_view text_;
  std::size_t end_ = 0;
  std::array<bool, kinds.size()> never_closed_{};
};

/// Velocity's directives, `#if($a < 3)`: only a text with an `#end` has them.
bool is_of_velocity(std::string_view text) {
  constexpr std::array<std::string_view, 4> begins{"#if(", "#if (", "#foreach(", "#foreach ("};
  return text.find("#end") != npos && std::ranges::any_of(begins, [text](std::string_view begin) {
           return text.find(begin) != npos;
         });
}

std::optional<TemplatePart> velocity_part(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 7> words{"if",   "elseif", "foreach", "set",
                                                  "else", "end",    "macro"};
  constexpr std::size_t longest = 1024;
  const std::string_view rest = text.substr(at, longest);
  const std::size_t end = std::min(rest.find_first_not_of("abcdefghilmnorst", 1), rest.size());
  const std::string_view word = rest.substr(1, end - 1);
  if (std::ranges::find(words, word) == words.end()) return std::nullopt;
  if (word == "end") return part(at, at + end, TemplateEffect::closes);
  if (word == "else") return part(at, at + end, TemplateEffect::none);
  const std::size_t open = rest.find_first_not_of(' ', end);
  if (open == npos || rest[open] != '(') return std::nullopt;
  std::size_t depth = 0;
  for (std::size_t i = open; i < rest.size(); ++i) {
    if (rest[i] == '(') ++depth;
    if (rest[i] != ')' || --depth > 0) continue;
    const bool opens = word != "set" && word != "elseif";
    return part(at, at + i + 1, opens ? TemplateEffect::opens : TemplateEffect::none);
  }
  return std::nullopt;
}

std::vector<TemplatePart> template_parts(std::string_view text) {
  std::vector<TemplatePart> found;
  std::array<bool, template_signs.size()> never_closed{};  // from here on
  const std::string_view begins = is_of_velocity(text) ? "{<[#" : "{<[";
  Quotations quotations(text);
  for (std::size_t at = text.find_first_of(begins); at != npos;
       at = text.find_first_of(begins, at)) {
    std::optional<TemplatePart> one;
    if (text[at] == '<' && !quotations.hold(at)) one = named_tag(text, at);
    if (text[at] == '#') one = velocity_part(text, at);
    const TemplateSigns* const signs = one ? nullptr : signs_at(text.substr(at));
    if (signs != nullptr) {
      bool& is_open = never_closed.at(static_cast<std::size_t>(signs - template_signs.data()));
      const std::size_t end = is_open ? npos : part_end(text, at, *signs);
      is_open = end == npos;
      if (!is_open) one = part(at, end, effect_of(text.substr(at, end - at), *signs));
    }
    if (one) found.push_back(*one);
    at = one ? one->where.end : at + 1;
  }
  return found;
}

bool is_gap(std::string_view text, std::size_t begin, std::size_t end) {
  return std::ranges::all_of(text.substr(begin, end - begin), is_xml_blank);
}

/// Whether the tag that ends before `at` is a start tag, and the one that begins at `end` its end:
/// on one line, what stands between them is a value.
bool is_value(std::string_view text, std::size_t at, std::size_t end) {
  const std::size_t open = text.substr(0, at).rfind('<');
  if (open == npos || text.substr(end, 2) != "</" || text[at - 2] == '/') return false;
  if (std::string_view("/!?").find(text[open + 1]) != npos) return false;
  return text.substr(at, end - at).find('\n') == npos;
}

class Cleaner {
 public:
  explicit Cleaner(std::string_view text) : text_(text), blocks_(template_parts(text)) {
    made_.text = std::string(text);
  }

  std::optional<TemplateBlocks> clean() {
    if (blocks_.empty()) return std::nullopt;
    for (std::size_t first = 0; first < blocks_.size();) {
      std::size_t last = first;
      while (last + 1 < blocks_.size() &&
             is_gap(text_, blocks_[last].where.end, blocks_[last + 1].where.begin)) {
        ++last;
      }
      clean(first, last);
      first = last + 1;
    }
    if (made_.between.empty() && made_.text == text_) return std::nullopt;
    find_optional();
    return std::move(made_);
  }

 private:
  /// A run of blocks with nothing but blanks between them.
  void clean(std::size_t first, std::size_t last) {
    std::size_t begin = blocks_[first].where.begin;
    std::size_t end = blocks_[last].where.end;
    while (begin > 0 && is_xml_blank(text_[begin - 1])) --begin;
    while (end < text_.size() && is_xml_blank(text_[end])) ++end;
    const bool behind_tag = begin == 0 || text_[begin - 1] == '>';
    const bool before_tag = end == text_.size() || text_[end] == '<';
    const bool between = behind_tag && before_tag && (begin == 0 || !is_value(text_, begin, end));
    for (std::size_t i = first; i <= last; ++i) {
      const Range where = blocks_[i].where;
      if (between) made_.between.push_back(where.begin);
      // PHP's become those of another program, which are known in a value.
      if (!between && text_.substr(where.begin).starts_with("<?")) {
        made_.text[where.begin + 1] = made_.text[where.end - 2] = '%';
      }
      for (std::uint32_t at = where.begin; at < where.end; ++at) {
        char& c = made_.text[at];
        if (between) {
          if (!is_xml_blank(c)) c = ' ';
        } else if (c == '<' || c == '>') {
          c = c == '<' ? '{' : '}';
        } else if (c == '&' || c == '"' || c == '\'') {
          c = '_';
        }
      }
    }
  }

  void find_optional() {
    std::vector<std::uint32_t> open;
    std::vector<Range> parts;
    for (const TemplatePart& block : blocks_) {
      if (block.effect == TemplateEffect::opens) open.push_back(block.where.end);
      if (block.effect != TemplateEffect::closes || open.empty()) continue;
      parts.push_back({open.back(), block.where.begin});
      open.pop_back();
    }
    std::ranges::sort(parts, {}, &Range::begin);
    std::vector<Range> around;
    for (const Range& part : parts) {
      leave(around, part.begin);
      around.push_back(part);
      made_.optional.push_back({part.begin, part.begin});
    }
    leave(around, std::numeric_limits<std::uint32_t>::max());
  }

  /// Notes the ends of the parts that are left before `at`.
  void leave(std::vector<Range>& around, std::uint32_t at) {
    while (!around.empty() && around.back().end <= at) {
      const std::uint32_t end = around.back().end;
      around.pop_back();
      made_.optional.push_back({.at = end, .begin = {}});
      if (!around.empty()) made_.optional.back().begin = around.back().begin;
    }
  }

  std::string_view text_;
  std::vector<TemplatePart> blocks_;
  TemplateBlocks made_;
};

}  // namespace

bool TemplateBlocks::is_optional(std::uint32_t at, std::uint32_t from) const {
  const auto behind = std::ranges::upper_bound(optional, at, {}, &Optional::at);
  return behind != optional.begin() && std::prev(behind)->begin.value_or(0) >= from &&
         std::prev(behind)->begin.has_value();
}

std::optional<TemplateBlocks> without_template_blocks(std::string_view text) {
  constexpr std::array<std::string_view, 7> signs{"{{", "{%", "{#", "%>", "%]", "<?=", "<?php"};
  const bool any =
      std::ranges::any_of(signs, [text](std::string_view sign) { return text.find(sign) != npos; });
  // A search for what each tag begins with would take longer.
  const auto begins_tag = [text](char sign) {
    for (std::size_t at = text.find(sign); at != npos; at = text.find(sign, at + 1)) {
      if (text.substr(0, at).ends_with('<') || text.substr(0, at).ends_with("</")) return true;
    }
    return false;
  };
  const bool has_parts =
      any || begins_tag('#') || begins_tag('@') || begins_tag('$') || is_of_velocity(text);
  return has_parts ? Cleaner(text).clean() : std::nullopt;
}

}  // namespace ampslint
