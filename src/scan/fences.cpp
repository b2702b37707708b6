#include "scan/fences.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/ascii.hpp"
#include "base/lines.hpp"

namespace ampslint {
namespace {

/// A line that begins a block of code, and what ends it.
struct Fence {
  std::string close;          ///< the line, or its beginning
  std::string_view language;  ///< empty: not said
  std::size_t indent = 0;     ///< reST: the block's lines are further in than this
  bool by_indent = false;
};

/// The name at the beginning of `python title="x"`, `{.python}` or `{python, echo=FALSE}`.
std::string_view language_in(std::string_view words) {
  const std::size_t begin = std::min(words.find_first_not_of(" \t{.="), words.size());
  words = words.substr(begin);
  return words.substr(0, words.find_first_of(" \t,}:{[("));
}

std::optional<Fence> markdown_fence(std::string_view line) {
  const std::size_t quote = line.find_first_not_of(" \t>*-+0123456789.)");
  if (quote == npos || (line[quote] != '`' && line[quote] != '~')) return std::nullopt;
  const char sign = line[quote];
  const std::size_t end = std::min(line.find_first_not_of(sign, quote), line.size());
  if (end - quote < 3) return std::nullopt;
  const std::string_view words = line.substr(end);
  // Three backticks around a few words are no block.
  if (sign == '`' && words.find('`') != npos) return std::nullopt;
  return Fence{.close = std::string(end - quote, sign), .language = language_in(words)};
}

std::optional<Fence> org_fence(std::string_view line) {
  const std::string_view words = without_blanks(line);
  constexpr std::string_view begin = "#+begin_";
  if (!equal_ignoring_case(words.substr(0, begin.size()), begin)) return std::nullopt;
  const std::string_view kind = words.substr(begin.size());
  const bool source = equal_ignoring_case(kind.substr(0, 4), "src ");
  const std::string_view language = source ? language_in(kind.substr(4)) : std::string_view();
  const std::size_t size = std::min(kind.find(' '), kind.size());
  return Fence{.close = "#+end_" + to_lower(kind.substr(0, size)), .language = language};
}

/// A line of at least four of one sign; `attributes` is the line before: `[source,java]`.
std::optional<Fence> asciidoc_fence(std::string_view line, std::string_view attributes) {
  const std::string_view sign = without_blanks(line);
  if (sign.starts_with("```")) return markdown_fence(line);
  const bool block = sign.size() >= 4 && (sign[0] == '-' || sign[0] == '.') &&
                     sign.find_first_not_of(sign[0]) == npos;
  if (!block) return std::nullopt;
  std::string_view language;
  if (const std::size_t comma = attributes.find(',');
      attributes.starts_with("[") && comma != npos) {
    language = language_in(attributes.substr(comma + 1, attributes.rfind(']') - comma - 1));
  }
  return Fence{.close = std::string(sign), .language = language};
}

std::optional<Fence> rst_fence(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
  const std::string_view words = line.substr(indent);
  for (const std::string_view name : {".. code-block::", ".. code::", ".. sourcecode::"}) {
    if (words.starts_with(name)) {
      return Fence{.close = {},
                   .language = language_in(words.substr(name.size())),
                   .indent = indent,
                   .by_indent = true};
    }
  }
  return std::nullopt;
}

/// reST: behind a line that ends in `::`, in the language of `.. highlight::`, if any.
std::optional<Fence> literal_block(std::string_view line, std::string_view& highlighted) {
  constexpr std::string_view directive = ".. highlight::";
  const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
  const std::string_view words = without_blanks(line);
  if (words.starts_with(directive)) highlighted = language_in(words.substr(directive.size()));
  if (highlighted.empty() || words.starts_with(".. ") || !words.ends_with("::"))
    return std::nullopt;
  return Fence{.close = {}, .language = highlighted, .indent = indent, .by_indent = true};
}

std::optional<Fence> fence_in(std::string_view line, std::string_view before, Fences fences) {
  switch (fences) {
    case Fences::markdown:
      return markdown_fence(line);
    case Fences::asciidoc:
      return asciidoc_fence(line, before);
    case Fences::rst:
      return rst_fence(line);
    case Fences::org:
      return org_fence(line);
    case Fences::none:
      break;
  }
  return std::nullopt;
}

bool ends(const Fence& fence, std::string_view line) {
  if (fence.by_indent) {
    const std::size_t indent = line.find_first_not_of(" \t");
    return indent != npos && indent <= fence.indent;
  }
  const std::string_view words = without_blanks(line);
  const std::size_t begin = std::min(words.find_first_not_of("> \t"), words.size());
  const std::string_view sign = words.substr(begin);
  if (fence.close[0] == '#') return equal_ignoring_case(sign, fence.close);
  // A Markdown fence ends with one that is at least as long.
  return sign.starts_with(fence.close) && sign.find_first_not_of(fence.close[0]) == npos;
}

}  // namespace

void for_blocks(std::string_view text, const FileForm& form,
                const std::function<void(Range, const FileForm&)>& visit) {
  std::uint32_t begin = 0;
  const auto visit_to = [&](std::uint32_t end, const FileForm& inside) {
    if (end > begin) visit({begin, end}, inside);
    begin = end;
  };
  std::optional<Fence> open;
  std::string_view before;
  std::string_view highlighted;  // reST: the language of literal blocks
  for_lines(text, [&](Range where) {
    const std::string_view line = where.of(text);
    const bool closed = open && ends(*open, line);
    if (closed) visit_to(where.begin, form_of_language(open->language));
    // What ends a block by its indentation may begin the next one.
    const bool may_open = !open || (closed && open->by_indent);
    if (closed) open.reset();
    if (may_open) {
      open = fence_in(line, before, form.fences);
      if (form.fences == Fences::rst && !open) open = literal_block(line, highlighted);
      if (open) visit_to(where.end, form);
    }
    // AsciiDoc: between a block and what is said of it may stand its title.
    const bool title = form.fences == Fences::asciidoc && line.size() > 1 && line[0] == '.' &&
                       line[1] != '.' && line[1] != ' ';
    if (!title) before = line;
  });
  // What nothing closes goes to the end, as in browsers.
  const auto end = static_cast<std::uint32_t>(text.size());
  visit_to(end, open ? form_of_language(open->language) : form);
}

}  // namespace ampslint
