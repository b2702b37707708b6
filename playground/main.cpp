// What the playground's page runs: a request as JSON on standard input, an answer as JSON on
// standard output. Nothing else is read, and nothing is kept.
//
// Request: {"files": {"NAME": "text"}, "strings": "one per line", "client": "python", "presets":
// ["pedantic"]}; all optional. Answer: {"report": what `check --format json` writes, "html": what
// `--format html` writes, "messages": ["for people"], "clients": [the kinds there are], "presets":
// [likewise]}, or {"error": "why there is none"}.
#include <ampslint/ampslint.hpp>
#include <exception>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

namespace {

using nlohmann::json;

constexpr const char* list = "strings";

/// The request's files, beside each other in one folder.
class Files : public ampslint::FileReader {
 public:
  std::map<std::string, std::string> texts;

  ampslint::Result<ampslint::FileText> read(const std::filesystem::path& path,
                                            const ampslint::ReadOptions& /*wanted*/) override {
    const auto found = texts.find(key(path));
    if (found != texts.end()) return ampslint::FileText(found->second);
    return tl::unexpected(ampslint::Error{.what = "cannot read '" + path.string() + "'"});
  }

  ampslint::Result<std::vector<ampslint::FolderEntry>> list(
      const std::filesystem::path& folder) override {
    if (!key(folder).empty()) return tl::unexpected(ampslint::Error{.what = "not a folder"});
    std::vector<ampslint::FolderEntry> entries;
    for (const auto& [name, text] : texts) entries.push_back({.name = name});
    return entries;
  }
};

ampslint::LintOptions options_of(const json& request, const Files& files) {
  ampslint::LintOptions options;
  options.client_kind = request.value("client", "");
  options.presets = request.value("presets", std::vector<std::string>());
  if (files.texts.contains("ampslint.toml")) options.workspace = "ampslint.toml";
  return options;
}

/// The configurations: what is one by its root, as in a folder; a single file whatever it holds.
ampslint::Inputs inputs_of(const Files& files) {
  ampslint::Inputs inputs{.allow_empty = true};
  if (files.texts.contains(list)) inputs.client_lists.emplace_back(list);
  for (const auto& [name, text] : files.texts) {
    if (name.ends_with(".xml")) inputs.configurations.push_back(name);
  }
  if (inputs.configurations.size() > 1) {
    inputs.configurations.clear();
    inputs.folder = ".";
  }
  return inputs;
}

std::string written(const ampslint::LintResult& result, const char* format) {
  std::ostringstream out;
  ampslint::write_report(result, format, {}, out);
  return out.str();
}

json answer_to(const json& request) {
  Files files;
  files.texts = request.value("files", files.texts);
  const std::string strings = request.value("strings", "");
  if (strings.find_first_not_of(" \t\n") != std::string::npos) files.texts[list] = strings;
  const auto linter = ampslint::Linter::create(options_of(request, files), files);
  if (!linter) return {{"error", linter.error().what}};
  const auto result = linter->lint(inputs_of(files));
  if (!result) return {{"error", result.error().what}};
  std::vector<std::string> messages = result->notices;
  for (const auto& error : result->errors) messages.push_back(error.message);
  return {{"report", json::parse(written(*result, "json"))},
          {"html", written(*result, "html")},
          {"messages", messages},
          {"clients", ampslint::client_kinds()},
          {"presets", ampslint::presets()}};
}

}  // namespace

int main() {
  json answer;
  try {
    answer = answer_to(json::parse(std::string(std::istreambuf_iterator(std::cin), {})));
  } catch (const std::exception& error) {
    answer = {{"error", error.what()}};
  }
  std::cout << answer.dump(-1, ' ', false, json::error_handler_t::replace);
}
