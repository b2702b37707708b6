// Any text as a file of any kind: what is found lies in it, in order, and stands for what it says.
#include "input.hpp"
#include "scan/finder.hpp"

namespace {

using namespace ampslint;

constexpr std::string_view names[] = {"a.java",       "a.py",   "a.cpp",  "a.js",  "a.go",
                                      ".env",         "a.yaml", "a.json", "a.xml", "a.md",
                                      "a.properties", "run",    "a.cs",   "a.sql", "a.html"};

void demand_pieces(const FoundString& found, std::string_view text) {
  if (found.pieces.empty()) {
    fuzz::demand(found.value.empty());
    return;
  }
  std::uint32_t end = found.where.begin;
  for (std::size_t i = 0; i < found.pieces.size(); ++i) {
    const Piece& piece = found.pieces[i];
    const bool last = i + 1 == found.pieces.size();
    const std::size_t next = last ? found.value.size() : found.pieces[i + 1].at;
    fuzz::demand(i == 0 ? piece.at == 0 : piece.at < next);
    fuzz::demand(piece.from.begin >= end && piece.from.end <= found.where.end);
    end = piece.from.end;
    if (!piece.verbatim) continue;
    fuzz::demand(text.substr(piece.from.begin, piece.from.end - piece.from.begin) ==
                 std::string_view(found.value).substr(piece.at, next - piece.at));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view name = names[data[0] % std::size(names)];
  const std::string_view text = fuzz::text_of(data, size).substr(1);
  std::uint32_t end = 0;
  std::uint32_t setting = 0;
  for (const FoundString& found : find_strings(text, form_of(name))) {
    fuzz::demand(found.where.begin >= end && found.where.begin < found.where.end);
    fuzz::demand(found.where.end <= text.size());
    fuzz::demand(found.setting >= setting);
    end = found.where.end;
    setting = found.setting;
    demand_pieces(found, text);
  }
  static const fuzz::InputFile configuration("scan.xml",
                                             R"(<AMPSConfig><Name>fuzz</Name><Transports>
    <Transport><Name>a</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>
    </Transports></AMPSConfig>)");
  const fuzz::InputFile file(name, text);
  Request request;
  request.paths = {configuration.path()};
  request.scanned = {file.path()};
  fuzz::check_and_report(request, size);
  return 0;
}
