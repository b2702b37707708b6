#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/result.hpp"

namespace ampslint {

/// Writes something that may be too large to be held.
using WriteTo = std::function<void(std::ostream& out)>;

/// Writes an array, an item a line, each as soon as it is made.
template <typename Items, typename ToJson>
void write_array(std::ostream& out, const Items& items, std::string_view indent, ToJson to_json) {
  out << '[';
  std::string_view separator = "\n";
  for (const auto& item : items) {
    out << separator << indent << "  " << to_json(item);
    separator = ",\n";
  }
  if (!items.empty()) out << '\n' << indent;
  out << ']';
}

/// The layout of JSON reports: what is written once, whoever has found it.
struct JsonDocument {
  std::string tool;
  WriteTo diagnostics;
  WriteTo connections;
  WriteTo suppressed = {};  ///< none: not asked for
  std::string summary;

  void write(std::ostream& out) const;
};

/// The layout of SARIF reports.
struct SarifDocument {
  std::vector<std::pair<std::string, std::string>> members;  ///< of the run, before its results
  WriteTo results;                                           ///< a line each

  void write(std::ostream& out) const;
};

/// The summary of a JSON report.
std::string summary_json(const Summary& summary, bool suppressed);

}  // namespace ampslint
