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
  if (signs.open == "{#" || signs.open == "<#--" || signs.open == "{{{")
    return TemplateEffect::none;
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

std::vector<TemplatePart> template_parts(std::string_view text) {
  std::vector<TemplatePart> found;
  std::array<bool, template_signs.size()> never_closed{};  // from here on
  for (std::size_t at = text.find_first_of("{<["); at != npos; at = text.find_first_of("{<[", at)) {
    const auto* const signs = std::ranges::find_if(template_signs, [&](const TemplateSigns& one) {
      return text.substr(at, 4).starts_with(one.open);
    });
    if (signs == template_signs.end()) {
      ++at;
      continue;
    }
    bool& is_open = never_closed.at(static_cast<std::size_t>(signs - template_signs.begin()));
    const std::size_t close = is_open ? npos : text.find(signs->close, at + signs->open.size());
    if (close == npos) {
      is_open = true;
      ++at;
      continue;
    }
    const std::size_t end = close + signs->close.size();
    found.push_back({.where = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)},
                     .effect = effect_of(text.substr(at, end - at), *signs)});
    at = end;
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
  constexpr std::array<std::string_view, 5> signs{"{{", "{%", "{#", "%>", "%]"};
  const bool any =
      std::ranges::any_of(signs, [text](std::string_view sign) { return text.find(sign) != npos; });
  // A search for what each tag begins with would take longer.
  const auto begins_tag = [text](char sign) {
    for (std::size_t at = text.find(sign); at != npos; at = text.find(sign, at + 1)) {
      if (text.substr(0, at).ends_with('<') || text.substr(0, at).ends_with("</")) return true;
    }
    return false;
  };
  return any || begins_tag('#') || begins_tag('@') ? Cleaner(text).clean() : std::nullopt;
}

}  // namespace ampslint
