#include "report/formats/document_frame.hpp"

namespace ampslint {

void JsonDocument::write(std::ostream& out) const {
  out << "{\n  \"version\": 1,\n  \"tool\": " << tool << ",\n  \"diagnostics\": ";
  diagnostics(out);
  out << ",\n  \"connections\": ";
  connections(out);
  if (suppressed) {
    out << ",\n  \"suppressed\": ";
    suppressed(out);
  }
  out << ",\n  \"summary\": " << summary;
  out << "\n}\n";
}

void SarifDocument::write(std::ostream& out) const {
  constexpr std::string_view schema =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  out << R"({"$schema":")" << schema << R"(","version":"2.1.0","runs":[{)" << '\n';
  for (const auto& [name, value] : members) out << '"' << name << "\":" << value << ",\n";
  out << R"("results":[)";
  results(out);
  out << "\n]}]}\n";
}

}  // namespace ampslint
