// Lints a configuration and strings that exist in memory only.
#include <ampslint/ampslint.hpp>
#include <iostream>
#include <map>

struct Memory : ampslint::FileReader {
  std::map<std::filesystem::path, std::string> files;

  ampslint::Result<std::string> read(const std::filesystem::path& path) override {
    const auto file = files.find(path);
    if (file == files.end()) return tl::unexpected(ampslint::Error{"no " + path.string()});
    return file->second;
  }
  ampslint::Result<std::vector<std::filesystem::path>> list(
      const std::filesystem::path& path) override {
    return tl::unexpected(ampslint::Error{path.string() + " is not a folder"});
  }
};

int main() {
  Memory memory;
  memory.files["amps.xml"] =
      "<AMPSConfig><Transports><Include>${PART}.xml</Include></Transports></AMPSConfig>";
  memory.files["tcp.xml"] =
      "<Transport><Name>any</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>";
  memory.files["clients.txt"] = "tcp://db1:9007/amps/json\ntcps://db1:9007/amps/json\n";

  const auto linter = ampslint::Linter::create({.variables = {{"PART", "tcp"}}}, memory);
  if (!linter) return std::cerr << linter.error().what << '\n', 2;
  const auto result = linter->lint({.configurations = {"amps.xml"},
                                    .client_lists = {"clients.txt"},
                                    .clients = {"tcp://db1:9008/amps/json"}});
  if (!result) return std::cerr << result.error().what << '\n', 2;
  for (const auto& connection : result->connections) {
    std::cout << connection.string << ' ' << static_cast<int>(connection.verdict) << '\n';
  }
  for (const auto& found : result->diagnostics) {
    std::cout << found.where.path << ':' << found.where.start.line << ' ' << found.rule << '\n';
  }
  const auto written = ampslint::write_report(*result, "concise", {}, std::cout);
  return written && ampslint::explain("connect-unserved") && !ampslint::rules().empty() ? 0 : 1;
}
