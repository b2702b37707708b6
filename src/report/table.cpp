#include "report/table.hpp"

#include <algorithm>
#include <ostream>

namespace ampslint {

Table::Table(std::vector<std::string> heads) {
  std::vector<Cell>& row = rows_.emplace_back();
  for (std::string& head : heads) row.emplace_back(std::move(head));
}

void Table::write(std::size_t indent, const ReportOptions& options, std::ostream& out) const {
  std::vector<std::size_t> widths(rows_.front().size());
  for (const std::vector<Cell>& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], std::min(row[i].width, widest_column));
    }
  }
  for (const std::vector<Cell>& row : rows_) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      append_padded(row[i], widths[i], options, line);
    }
    out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
  }
}

}  // namespace ampslint
