#include "report/formats/jsonl.hpp"

#include <string_view>

#include "report/formats/json.hpp"
#include "report/report.hpp"

namespace ampslint {
namespace {

/// The kind goes in front of the object's own members.
void write_line(std::string_view kind, const json::Value& object, std::ostream& out) {
  out << R"({"kind":")" << kind << "\"," << std::string_view(object.text()).substr(1) << '\n';
}

}  // namespace

void write_jsonl(const LintResult& part, std::ostream& out) {
  for (const Diagnostic& diagnostic : part.diagnostics) {
    write_line("diagnostic", json_object(part, diagnostic), out);
  }
  for (const Connection& connection : part.connections) {
    write_line("connection", json_object(part, connection), out);
  }
}

void write_jsonl_summary(const Summary& summary, std::ostream& out) {
  write_line("summary", json_object(summary, false), out);
}

void report_jsonl(const LintResult& result, const ReportOptions& /*style*/, std::ostream& out) {
  write_jsonl(result, out);
  write_jsonl_summary(result.summary, out);
}

}  // namespace ampslint
