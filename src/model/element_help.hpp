#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "model/schema.hpp"

namespace ampslint {

/// What the schema knows of the elements at the end of a path (`InetAddr`, `Transport/InetAddr`,
/// `Transport/*`, `*`); false, and nothing written, where it knows none.
bool write_element(const std::string& path, std::ostream& out);

/// The same of one row of a content model.
std::string help_on(const ContentModel& model, const SchemaElement& row);

/// Every place in the schema, as `Transport/InetAddr`.
std::vector<std::string> element_places();

}  // namespace ampslint
