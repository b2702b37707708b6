#include "report/formats/jsonl.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "base/parallel.hpp"
#include "report/formats/json.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

/// The kind goes in front of the object's own members.
void add_line(std::string_view kind, const json::Value& object, std::string& text) {
  text.append(R"({"kind":")").append(kind).append("\",");
  text.append(object.text(), 1).append(1, '\n');
}

void write_line(std::string_view kind, const json::Value& object, std::ostream& out) {
  std::string line;
  add_line(kind, object, line);
  out << line;
}

void write_lines(std::span<const Connection> connections, const LintResult& part,
                 std::size_t threads, std::ostream& out) {
  const auto lines = [connections, objects = ConnectionObjects(part)](std::size_t begin,
                                                                      std::size_t end) mutable {
    std::string text;
    for (; begin < end; ++begin) add_line("connection", objects(connections[begin]), text);
    return text;
  };
  constexpr std::size_t worth_threads = 1000;
  in_parts(connections.size(), connections.size() < worth_threads ? 1 : threads, lines,
           [&out](const std::string& text) { out << text; });
}

}  // namespace

void write_jsonl(const LintResult& part, std::size_t threads, std::ostream& out) {
  for (const Diagnostic& diagnostic : part.diagnostics) {
    write_line("diagnostic", json_object(part, diagnostic), out);
  }
  const std::span<const Connection> all = part.connections;
  constexpr std::size_t chunk = 50'000;
  for (std::size_t at = 0; at < all.size(); at += chunk) {
    write_lines(all.subspan(at, std::min(chunk, all.size() - at)), part, threads, out);
  }
}

void write_jsonl_summary(const Summary& summary, std::ostream& out) {
  write_line("summary", json_object(summary, false), out);
}

void report_jsonl(const LintResult& result, const ReportOptions& options, std::ostream& out) {
  write_jsonl(result, options.threads, out);
  write_jsonl_summary(result.summary, out);
}

}  // namespace ampslint
