#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "report/formats/text.hpp"
#include "report/report.hpp"

namespace ampslint {

/// A small table for people: columns as wide as what stands in them, up to a limit.
class Table {
 public:
  explicit Table(std::vector<std::string> heads);

  void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.size() < 2; }
  /// `indent`: blanks before each line.
  void write(std::size_t indent, const ReportOptions& options, std::ostream& out) const;

 private:
  std::vector<std::vector<Cell>> rows_;  ///< the first one: the heads
};

}  // namespace ampslint
