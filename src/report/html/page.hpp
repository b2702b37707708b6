#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string_view>
#include <vector>

#include "ampslint/types.hpp"
#include "check/result.hpp"

namespace ampslint {

/// The page of `report_html`, style and script in place. It holds `<!--table-->`, `<!--data-->` and
/// `<!--rules-->` where its reader's own things go.
std::string_view html_page();

/// The page of one of the tool's own rules in HTML, without its title.
std::string_view rule_page(std::string_view id);

/// A page with more would not open: what fails comes first, the page says what is left out.
inline constexpr std::size_t most_on_page = 20000;

/// The indices of the strings that the page shows, ascending.
std::vector<std::size_t> strings_on_page(const LintResult& result);

/// Writes what the page's script shows, as JSON that is safe inside a script element. The rules
/// that it names, by their indices.
std::vector<std::uint16_t> write_page_data(const LintResult& result, const ReportOptions& options,
                                           std::ostream& out);

}  // namespace ampslint
