// Lints a workspace that exists in memory only: what it includes, scans and stands behind, too.
#include <ampslint/ampslint.hpp>
#include <iostream>
#include <map>

namespace fs = std::filesystem;

struct Memory : ampslint::FileReader {
  std::map<std::string, std::string> files;

  ampslint::Result<ampslint::FileText> read(const fs::path& path,
                                            const ampslint::ReadOptions&) override {
    const auto file = files.find(path.lexically_normal().string());
    if (file == files.end()) return tl::unexpected(ampslint::Error{"no " + path.string()});
    return file->second;
  }
  ampslint::Result<std::vector<ampslint::FolderEntry>> list(const fs::path& path) override {
    const std::string folder = path == "." ? "" : (path / "").lexically_normal().string();
    std::map<std::string, ampslint::FileKind> names;
    for (const auto& [name, text] : files) {
      if (!name.starts_with(folder)) continue;
      const std::string rest = name.substr(folder.size());
      const auto kind =
          rest.find('/') == rest.npos ? ampslint::FileKind::file : ampslint::FileKind::folder;
      names.emplace(rest.substr(0, rest.find('/')), kind);
    }
    if (names.empty()) return tl::unexpected(ampslint::Error{path.string() + " is not a folder"});
    std::vector<ampslint::FolderEntry> entries;
    for (const auto& [name, kind] : names) entries.push_back({name, kind});
    return entries;
  }
};

int main() {
  Memory memory;
  memory.files = {
      {"conf/amps.xml",
       "<AMPSConfig><Name>one</Name><Transports><Include>${PART}.xml</Include></Transports></"
       "AMPSConfig>"},
      {"conf/tcp.xml",
       "<Transport><Name>any</Name><Type>tcp</Type><InetAddr>9007</InetAddr></Transport>"},
      {"conf/.env", "PART=tcp"},
      {"src/.gitignore", "*.log\n"},
      {"src/feed.py", "feed = 'tcp://db1:9007/amps/json'\nlost = 'tcp://db1:9008/amps/json'\n"},
      {"src/old.log", "tcp://db1:9009/amps/json\n"},
      {"nginx/nginx.conf", "http { include sites/*.conf; }"},
      {"nginx/sites/web.conf",
       "server { listen 80; server_name web; location /amps { proxy_pass http://db1:9007; } }"},
      {"ampslint.toml",
       "env-files = ['conf/.env']\n[[instance]]\nconfiguration = 'conf/amps.xml'\nhosts = ['db1']\n"
       "[[clients]]\nname = 'all'\nscan = ['src']\nlists = ['clients.txt']\n"
       "[[proxy]]\nnginx = 'nginx/nginx.conf'\n"},
      {"clients.txt", "ws://web:80/amps/json\n"}};

  const auto linter = ampslint::Linter::create({.workspace = "ampslint.toml"}, memory);
  if (!linter) return std::cerr << linter.error().what << '\n', 2;
  const auto result = linter->lint({});
  if (!result) return std::cerr << result.error().what << '\n', 2;
  for (const auto& error : result->errors) std::cout << error.message << '\n';
  for (const auto& connection : result->connections()) {
    std::cout << connection.string << ' ' << static_cast<int>(connection.verdict) << '\n';
  }
  for (const auto& found : result->diagnostics()) {
    std::cout << found.where.path << ':' << found.where.start.line << ' ' << found.rule << '\n';
  }
  const auto written = ampslint::write_report(*result, "concise", {}, std::cout);
  const bool listed = !ampslint::rules().empty() && !ampslint::client_kinds().empty();
  return written && result->fails && listed && ampslint::explain("connect-unserved") ? 0 : 1;
}
