#include "report/verdict_table.hpp"

#include <algorithm>
#include <ostream>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/parallel.hpp"
#include "base/printable.hpp"
#include "report/formats/text.hpp"

namespace ampslint {
namespace {

struct Widths {
  std::size_t string = 0;
  std::size_t instance = 0;

  void widen(const Widths& other) {
    string = std::max(string, std::min(other.string, widest_column));
    instance = std::max(instance, std::min(other.instance, widest_column));
  }
};

class VerdictTable {
 public:
  VerdictTable(const LintResult& result, const ReportOptions& options)
      : result_(result), connections_(result.connections), style_(options) {
    instances_.emplace(nullptr, label_of(result, nullptr));
    for (const auto& instance : result.inputs.instances) {
      instances_.emplace(instance.get(), label_of(result, instance.get()));
    }
    for (std::size_t i = 0; i < verdict_count; ++i) {
      const auto verdict = static_cast<Verdict>(i);
      verdicts_.emplace_back(std::string(to_string(verdict)), paint_of(verdict));
    }
    widths_.widen({.string = string_head_.width, .instance = instance_head_.width});
  }

  void write(std::ostream& out) {
    in_chunks([this](std::size_t begin, std::size_t end) { return widths(begin, end); },
              [this](const Widths& part) { widths_.widen(part); });
    std::string head;
    append(string_head_, Cell("verdict"), instance_head_, "transport", head);
    out << head;
    in_chunks([this](std::size_t begin, std::size_t end) { return rows(begin, end); },
              [&out](const std::string& part) { out << part; });
    out << '\n';
  }

 private:
  /// So many rows at once that they are worth threads, and few enough to keep in memory.
  template <typename Work, typename Take>
  void in_chunks(const Work& work, const Take& take) const {
    constexpr std::size_t chunk = 50'000;
    constexpr std::size_t worth_threads = 1000;
    const std::size_t all = connections_.size();
    for (std::size_t begin = 0; begin < all; begin += chunk) {
      const std::size_t size = std::min(chunk, all - begin);
      const auto behind = [&work, begin](std::size_t from, std::size_t to) {
        return work(begin + from, begin + to);
      };
      in_parts(size, size < worth_threads ? 1 : style_.threads, behind, take);
    }
  }

  Widths widths(std::size_t begin, std::size_t end) const {
    Widths widest;
    for (const Connection& connection : connections_.subspan(begin, end - begin)) {
      widest.widen({.string = display_width(string_of(connection)),
                    .instance = instances_.at(connection.instance).width});
    }
    return widest;
  }

  std::string rows(std::size_t begin, std::size_t end) const {
    std::string rows;
    for (const Connection& connection : connections_.subspan(begin, end - begin)) {
      append(Cell(string_of(connection)),
             verdicts_.at(static_cast<std::size_t>(connection.verdict)),
             instances_.at(connection.instance), transport_of(result_, connection), rows);
    }
    return rows;
  }

  void append(const Cell& string, const Cell& verdict, const Cell& instance,
              std::string_view transport, std::string& rows) const {
    constexpr std::size_t verdict_width = 10;
    append_padded(string, widths_.string, style_, rows);
    append_padded(verdict, verdict_width, style_, rows);
    append_padded(instance, widths_.instance, style_, rows);
    rows.append(transport).append("\n");
  }

  const LintResult& result_;
  std::span<const Connection> connections_;
  const ReportOptions& style_;
  Cell string_head_ = Cell("connection string");
  Cell instance_head_ = Cell("instance");
  std::unordered_map<const Instance*, Cell> instances_;  ///< of which there are fewer than strings
  std::vector<Cell> verdicts_;
  Widths widths_;
};

}  // namespace

void write_verdict_table(const LintResult& result, const ReportOptions& options,
                         std::ostream& out) {
  VerdictTable(result, options).write(out);
}

}  // namespace ampslint
