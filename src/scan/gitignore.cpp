#include "scan/gitignore.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include "base/files.hpp"
#include "base/limits.hpp"
#include "base/utf8.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// Blanks at the end count only behind a backslash.
std::string_view without_trailing_blanks(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool escaped = line[at] == '\\';
    const bool blank = line[at] == ' ';
    if (escaped) ++at;
    if (escaped || !blank) end = at + 1;
  }
  return line.substr(0, std::min(end, line.size()));
}

void append_file(FileReader& files, const std::string& path, GitignoreLines& lines) {
  // One that cannot be read ignores nothing, as for git.
  const auto text = read_file(files, path, limits::gitignore_size);
  if (text) lines.add(text->text);
}

std::string with_slash(std::string folder) {
  if (!folder.empty() && !folder.ends_with('/')) folder += '/';
  return folder;
}

}  // namespace

void GitignoreLines::add(std::string_view text) {
  text = without_byte_order_mark(text);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = without_trailing_blanks(line);
    if (!line.empty() && line[0] != '#') add_line(line);
  }
}

void GitignoreLines::add_line(std::string_view line) {
  GitignoreRule rule{.line = ++count_, .negated = line.starts_with('!')};
  if (rule.negated) line.remove_prefix(1);
  rule.folders_only = line.ends_with('/');
  if (rule.folders_only) line.remove_suffix(1);
  const bool name_only = line.find('/') == std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (line.empty()) return;
  Glob pattern(line);
  if (const std::string* literal = pattern.literal()) {
    OfLiteral& known = (name_only ? names_ : paths_)[*literal];
    (rule.folders_only ? known.folders : known.all) = rule;
  } else {
    patterns_.push_back({rule, std::move(pattern), name_only});
  }
}

const GitignoreRule* GitignoreLines::find(std::string_view name, std::string_view path,
                                          bool is_folder, std::size_t& steps) const {
  const GitignoreRule* last = nullptr;
  const auto take = [&](const std::optional<GitignoreRule>& rule) {
    if (rule && (last == nullptr || rule->line > last->line)) last = &*rule;
  };
  const auto look_up = [&](const ByText& known, std::string_view text) {
    if (known.empty()) return;
    const auto found = known.find(std::string(text));
    if (found == known.end()) return;
    take(found->second.all);
    if (is_folder) take(found->second.folders);
  };
  look_up(names_, name);
  look_up(paths_, path);
  for (const GitignorePattern& one : std::views::reverse(patterns_)) {
    if (last != nullptr && one.rule.line < last->line) break;
    ++steps;
    if (one.rule.folders_only && !is_folder) continue;
    if (one.pattern.matches(one.name_only ? name : path, steps)) return &one.rule;
  }
  return last;
}

bool is_ignored(const GitignoreRules* rules, std::string_view path, bool is_folder,
                std::size_t& steps) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (; rules != nullptr; rules = rules->outer.get()) {
    const GitignoreRule* rule = rules->lines.find(name, path.substr(rules->base), is_folder, steps);
    if (rule != nullptr) return !rule->negated;
  }
  return false;
}

bool is_tracked(const GitignoreRules* rules, std::string_view path, bool is_folder) {
  while (rules != nullptr && !rules->tracked) rules = rules->outer.get();
  return rules != nullptr && rules->tracked->holds(path, is_folder);
}

std::shared_ptr<const GitignoreRules> rules_in(FileReader& files, const std::string& folder,
                                               bool has_file, bool has_repository,
                                               std::shared_ptr<const GitignoreRules> outer) {
  if (!has_file && !has_repository) return outer;
  auto rules = std::make_shared<GitignoreRules>();
  const std::string base = with_slash(folder);
  rules->base = base.size();
  // A repository within another one goes by its own rules only.
  if (!has_repository) rules->outer = std::move(outer);
  if (has_repository) {
    append_file(files, base + ".git/info/exclude", rules->lines);
    rules->tracked = std::make_shared<TrackedFiles>(files, base);
  }
  if (has_file) append_file(files, base + ".gitignore", rules->lines);
  return rules;
}

std::shared_ptr<const GitignoreRules> rules_above(FileReader& files, const fs::path& folder) {
  const auto exists = [&files](const fs::path& path) {
    return files.kind(path) != FileKind::nothing;
  };
  std::vector<std::string> between;
  for (fs::path at = folder; at.has_relative_path();) {
    // The folder's own rules are read with its entries.
    if (exists(at / ".git")) {
      if (at == folder) return nullptr;
      break;
    }
    at = at.parent_path();
    between.push_back(at.string());
    if (!at.has_relative_path() && !exists(at / ".git")) return nullptr;
  }
  std::shared_ptr<const GitignoreRules> rules;
  for (auto at = between.rbegin(); at != between.rend(); ++at) {
    rules = rules_in(files, *at, exists(fs::path(*at) / ".gitignore"), at == between.rbegin(),
                     std::move(rules));
  }
  return rules;
}

}  // namespace ampslint
