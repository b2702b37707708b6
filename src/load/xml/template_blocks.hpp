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
  std::vector<Range> optional;  ///< between `{% if … %}` and its end: there or not, once or often
};

/// Reads over the blocks and tokens of a template (Jinja, Helm, ERB, Handlebars, FreeMarker …);
/// nothing where there are none that matter to XML. Tokens in values stay, without what XML would
/// read in them.
std::optional<TemplateBlocks> without_template_blocks(std::string_view text);

/// The first line of a merge conflict that is not resolved; empty where there is none.
Range conflict_marker(std::string_view text);

}  // namespace ampslint
