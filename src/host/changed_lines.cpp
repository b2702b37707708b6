#include "host/changed_lines.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>
#include <string_view>

#include "host/git.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

Error git_failed(std::string what, const GitAnswer& answer) {
  if (!answer.complaint.empty()) {
    what += fmt::format("; git says '{}'", answer.complaint);
  }
  return {.what = std::move(what)};
}

/// The top folder of the working tree that a folder belongs to.
Result<std::string> top_of(const std::string& folder) {
  Result<GitAnswer> answer = run_git(folder, {"rev-parse", "--show-toplevel"});
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != 0) {
    return tl::unexpected(git_failed(
        fmt::format("'--since' needs a git working tree, but '{}' is not in one", folder),
        *answer));
  }
  std::string top = std::move(answer->out);
  if (top.ends_with('\n')) top.pop_back();
  return top;
}

Result<void> check_revision(const std::string& top, const std::string& revision) {
  const Result<GitAnswer> answer =
      run_git(top, {"rev-parse", "--verify", "--quiet", revision + "^{commit}"});
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status == 0) return {};
  return tl::unexpected(
      git_failed(fmt::format("no revision '{}' in '{}'", revision, top), *answer));
}

/// The answers of a command that ends each with a NUL, as paths below `top`.
Result<std::vector<std::string>> list(const std::string& top, std::vector<std::string> command,
                                      const std::vector<std::string>& files) {
  command.emplace_back("--");
  command.insert(command.end(), files.begin(), files.end());
  const Result<GitAnswer> answer = run_git(top, command);
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != 0) {
    return tl::unexpected(
        git_failed(fmt::format("git cannot list what has changed in '{}'", top), *answer));
  }
  std::vector<std::string> found;
  std::string_view rest = answer->out;
  for (std::size_t end = rest.find('\0'); end != std::string_view::npos; end = rest.find('\0')) {
    found.push_back((fs::path(top) / rest.substr(0, end)).string());
    rest.remove_prefix(end + 1);
  }
  return found;
}

std::uint32_t number(std::string_view& text) {
  std::uint32_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return value;
}

}  // namespace

Result<ChangedLines> ChangedLines::since(const std::string& revision,
                                         const std::vector<std::string>& files) {
  // Behind a hyphen, git would look for an option.
  if (revision.empty() || revision.starts_with('-')) {
    return tl::unexpected(
        Error{.what = fmt::format("'--since' needs a git revision, not '{}'", revision)});
  }
  ChangedLines changed;
  std::map<std::string, std::string> tops;
  std::map<std::string, std::vector<std::string>> trees;
  for (const std::string& file : files) {
    const std::string folder = fs::path(file).parent_path().string();
    const auto [at, is_new] = tops.try_emplace(folder);
    if (is_new) {
      Result<std::string> top = top_of(folder);
      if (!top) return tl::unexpected(top.error());
      at->second = std::move(*top);
    }
    trees[at->second].push_back(file);
    changed.files_[file];
  }
  for (const auto& [top, below] : trees) {
    if (auto added = changed.add(top, revision, below); !added) {
      return tl::unexpected(added.error());
    }
  }
  return changed;
}

Result<void> ChangedLines::add(const std::string& top, const std::string& revision,
                               const std::vector<std::string>& files) {
  if (auto known = check_revision(top, revision); !known) return known;
  const auto differing =
      list(top, {"diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", revision}, files);
  if (!differing) return tl::unexpected(differing.error());
  for (const std::string& file : *differing) {
    const Result<GitAnswer> diff =
        run_git(top, {"diff", "--unified=0", "--inter-hunk-context=0", "--no-color",
                      "--no-ext-diff", "--no-textconv", "--text", revision, "--", file});
    if (!diff) return tl::unexpected(diff.error());
    if (diff->status != 0) {
      return tl::unexpected(git_failed(fmt::format("git cannot compare '{}'", file), *diff));
    }
    add_hunks(file, diff->out);
  }
  const auto unknown = list(top, {"ls-files", "--others", "-z"}, files);
  if (!unknown) return tl::unexpected(unknown.error());
  for (const std::string& file : *unknown) {
    files_[file].emplace_back(1, std::numeric_limits<std::uint32_t>::max());
  }
  return {};
}

/// Reads `@@ -a,b +first,count @@` of each hunk; no other line of a diff begins like that.
void ChangedLines::add_hunks(const std::string& file, const std::string& diff) {
  constexpr std::string_view mark = "\n@@ -";
  for (std::size_t at = diff.find(mark); at != std::string::npos; at = diff.find(mark, at + 1)) {
    std::string_view rest = std::string_view(diff).substr(at);
    rest.remove_prefix(std::min(rest.find('+') + 1, rest.size()));
    const std::uint32_t first = number(rest);
    std::uint32_t count = 1;
    if (rest.starts_with(',')) {
      rest.remove_prefix(1);
      count = number(rest);
    }
    if (count > 0) files_[file].emplace_back(first, first + count - 1);
  }
}

bool ChangedLines::touch(const std::string& file, std::uint32_t first, std::uint32_t last) const {
  const auto found = files_.find(file);
  if (found == files_.end()) return true;
  return std::ranges::any_of(found->second, [&](const auto& range) {
    return range.first <= last && first <= range.second;
  });
}

}  // namespace ampslint
