#include "check/baseline.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>

#include "base/files.hpp"
#include "base/plural.hpp"
#include "base/printable.hpp"
#include "check/element_paths.hpp"
#include "check/finish.hpp"
#include "check/json_depth.hpp"
#include "check/rule.hpp"
#include "check/string_places.hpp"
#include "host/atomic_write.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int version = 1;
/// So many of the findings that are gone are named.
constexpr std::size_t most_named = 10;

/// What a finding is known by: no line, no message, no secret; bytes that are not UTF-8 escaped, so
/// that it comes back from JSON as it was.
struct Key {
  std::string path;     ///< relative to the baseline's folder, with slashes
  std::string element;  ///< empty where no element stands
  std::string value;
  std::string rule;

  friend auto operator<=>(const Key&, const Key&) = default;
};

using Counts = std::map<Key, std::size_t>;

/// Finds the keys of a result's findings.
class Keys {
 public:
  Keys(FileReader& files, const LintResult& result, const std::string& file)
      : files_(files),
        result_(result),
        folder_(fs::path(files.key(file)).parent_path()),
        elements_(result),
        strings_(result) {
    for (SourceId id = 0; id < result.inputs.sources.size(); ++id) {
      paths_.push_back(printable(path_of(result.inputs.sources[id])));
    }
  }

  Key of(const Diagnostic& found) const {
    const auto string = strings_.around(found.where);
    const Span where = string ? result_.connections[*string].where() : found.where;
    return {.path = paths_[where.source],
            .element = printable(elements_.at(where)),
            .value = printable(in_one_line(result_.inputs.shown(where))),
            .rule = std::string(result_.inputs.rule_of(found).id)};
  }

  /// Whether this run would have met a finding, were it still there.
  bool would_be_met(const Key& key, const RuleTable& table) const {
    const std::span<const NamedRule> rules = result_.inputs.rules;
    const auto rule = std::ranges::find(rules, key.rule, &NamedRule::id);
    if (rule != rules.end() && !table.enabled(static_cast<std::uint16_t>(rule - rules.begin()))) {
      return false;
    }
    for (SourceId id = 0; id < paths_.size(); ++id) {
      if (paths_[id] == key.path) return result_.inputs.sources[id].is_file();
    }
    return key.path.find_first_of("<-") != 0 &&
           files_.kind(folder_ / key.path) == FileKind::nothing;
  }

 private:
  std::string path_of(const Source& source) const {
    if (!source.is_file()) return source.path;
    return fs::path(files_.key(source.path)).lexically_relative(folder_).generic_string();
  }

  FileReader& files_;
  const LintResult& result_;
  fs::path folder_;
  ElementPaths elements_;
  StringPlaces strings_;
  std::vector<std::string> paths_;  ///< of the sources
};

Error broken(const std::string& file, std::string_view why) {
  return {.what = fmt::format("'{}' is not a valid baseline: {}", printable(file), why),
          .help = "'--write-baseline' creates a new one"};
}

Result<Json> parse(const std::string& file, std::string_view text) {
  if (const std::string fault = depth_fault(text); !fault.empty()) {
    return tl::unexpected(broken(file, fault));
  }
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    // Not its words: they quote the text, which may be another file's, with passwords in it.
    return tl::unexpected(
        broken(file, fmt::format("invalid JSON at {}", line_and_column(text, error.byte))));
  }
}

/// The entry's text of that name; nothing where there is none.
std::optional<std::string> text_of(const Json& entry, const char* name) {
  const auto found = entry.find(name);
  if (found == entry.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<std::pair<Key, std::size_t>> read_entry(const Json& entry) {
  if (!entry.is_object()) return std::nullopt;
  const auto rule = text_of(entry, "rule");
  const auto path = text_of(entry, "path");
  const auto element = text_of(entry, "element");
  const auto value = text_of(entry, "value");
  const auto count = entry.find("count");
  const bool counted = count != entry.end() && count->is_number_unsigned();
  if (!rule || !path || !element || !value || !counted) return std::nullopt;
  return std::pair(Key{.path = *path, .element = *element, .value = *value, .rule = *rule},
                   count->get<std::size_t>());
}

Result<Counts> read_baseline(FileReader& files, const std::string& file) {
  const Result<FileText> text = read_file(files, file);
  if (!text) return tl::unexpected(text.error());
  const Result<Json> json = parse(file, text->text);
  if (!json) return tl::unexpected(json.error());
  if (!json->is_object() || !json->contains("version") || !json->contains("findings") ||
      !(*json)["findings"].is_array()) {
    return tl::unexpected(broken(file, "expected an object with 'version' and 'findings'"));
  }
  if ((*json)["version"] != version) {
    return tl::unexpected(broken(file, fmt::format("only version {} is supported", version)));
  }
  Counts counts;
  std::size_t number = 0;
  for (const Json& entry : (*json)["findings"]) {
    ++number;
    const auto read = read_entry(entry);
    if (!read) {
      return tl::unexpected(
          broken(file, fmt::format("entry {} of 'findings' needs the strings 'rule', 'path', "
                                   "'element' and 'value', and a number 'count'",
                                   number)));
    }
    counts[read->first] += read->second;
  }
  return counts;
}

std::string line_of(const Key& key, std::size_t count) {
  const Json entry{{"path", key.path},
                   {"rule", key.rule},
                   {"element", key.element},
                   {"value", key.value},
                   {"count", count}};
  return entry.dump();
}

std::string name_of(const Key& key) {
  std::string name = fmt::format("{} at {}", printable(key.rule), printable(key.path));
  if (!key.element.empty()) name += fmt::format(" {}", printable(key.element));
  if (!key.value.empty()) name += fmt::format(" '{}'", printable(key.value));
  return name;
}

/// Names the findings of a baseline that are gone; nothing for none.
std::string stale_notice(const std::string& file, const std::vector<std::string>& stale) {
  if (stale.empty()) return {};
  std::string names;
  for (const std::string& name : std::span(stale).first(std::min(stale.size(), most_named))) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
  }
  if (stale.size() > most_named) names += fmt::format(" and {} more", stale.size() - most_named);
  return fmt::format("{} of '{}' no longer {}: {}; '--write-baseline' removes {}",
                     counted(stale.size(), "finding"), printable(file),
                     stale.size() == 1 ? "occurs" : "occur", names,
                     stale.size() == 1 ? "it" : "them");
}

}  // namespace

Result<std::size_t> write_baseline(FileReader& files, const LintResult& result,
                                   const std::string& file) {
  if (result.unreported != decltype(result.unreported){}) {
    return tl::unexpected(Error{.what = fmt::format("more than {} findings: no baseline is written",
                                                    limits::compared_diagnostics),
                                .help = "check fewer files, or fewer rules with --select"});
  }
  const Keys keys(files, result, file);
  Counts counts;
  for (const Diagnostic& found : result.diagnostics) ++counts[keys.of(found)];
  std::string text = fmt::format("{{\n  \"version\": {},\n  \"findings\": [", version);
  std::string_view separator = "\n";
  for (const auto& [key, count] : counts) {
    text.append(separator).append("    ").append(line_of(key, count));
    separator = ",\n";
  }
  text += counts.empty() ? "]\n}\n" : "\n  ]\n}\n";
  if (auto written = write_whole(file, text); !written) return tl::unexpected(written.error());
  return result.diagnostics.size();
}

Result<void> leave_out_known(FileReader& files, const std::string& file, const RuleTable& table,
                             LintResult& result) {
  Result<Counts> known = read_baseline(files, file);
  if (!known) return tl::unexpected(known.error());
  const Keys keys(files, result, file);
  leave_out(result, [&](const Diagnostic& found) {
    const auto entry = known->find(keys.of(found));
    if (entry == known->end() || entry->second == 0) return false;
    --entry->second;
    return true;
  });
  std::vector<std::string> stale;
  for (const auto& [key, left] : *known) {
    if (left > 0 && keys.would_be_met(key, table)) stale.push_back(name_of(key));
  }
  if (!stale.empty()) result.notices.push_back(stale_notice(file, stale));
  return {};
}

}  // namespace ampslint
