#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.hpp"

namespace ampslint {

/// What a template of an XML file is without what its program reads.
struct TemplateBlocks {
  std::string text;                    ///< as long as the template, blanks where blocks stood
  std::vector<std::uint32_t> between;  ///< where blocks stood between elements
  /// What stands between `{% if … %}` and its end, and is there or not, once or often: from `at` on
  /// the innermost such part begins at `begin`, or there is none.
  struct Optional {
    std::uint32_t at = 0;
    std::optional<std::uint32_t> begin = {};
  };
  std::vector<Optional> optional;  ///< in order

  /// Whether such a part that begins at `from` or later is around `at`.
  bool is_optional(std::uint32_t at, std::uint32_t from) const;
};

/// Reads over the blocks and tokens of a template (Jinja, Helm, ERB, Handlebars, FreeMarker …);
/// nothing where there are none that matter to XML. Tokens in values stay, without what XML would
/// read in them.
std::optional<TemplateBlocks> without_template_blocks(std::string_view text);

}  // namespace ampslint
