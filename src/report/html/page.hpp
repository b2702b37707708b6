#pragma once

#include <string_view>

namespace ampslint {

/// The page of `report_html`, style and script in place. It holds `<!--table-->`, `<!--data-->` and
/// `<!--rules-->` where its reader's own things go.
std::string_view html_page();

/// A rule's page in HTML, without its title.
std::string_view rule_page(std::string_view id);

}  // namespace ampslint
