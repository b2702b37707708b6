#include "check/since.hpp"

#include <algorithm>
#include <vector>

#include "ampslint/file_reader.hpp"
#include "check/finish.hpp"
#include "check/run.hpp"
#include "host/changed_lines.hpp"

namespace ampslint {
namespace {

/// The keys of the sources that are files, as git has them; empty for the others.
std::vector<std::string> keys_of(const Sources& sources) {
  std::vector<std::string> keys(sources.size());
  for (SourceId id = 0; id < keys.size(); ++id) {
    const std::string& path = sources[id].path;
    const bool is_file = sources[id].is_file() && disk().kind(path) == FileKind::file;
    if (is_file) keys[id] = disk().key(path);
  }
  return keys;
}

}  // namespace

Result<void> leave_out_unchanged(const std::string& revision, LintResult& result) {
  const Sources& sources = result.inputs.sources;
  const std::vector<std::string> keys = keys_of(sources);
  ChangedLines::Files files;
  for (SourceId id = 0; id < keys.size(); ++id) {
    if (!keys[id].empty()) files.try_emplace(keys[id], sources[id].text);
  }
  const Result<ChangedLines> changed = ChangedLines::since(revision, files);
  if (!changed) return tl::unexpected(changed.error());
  const auto touched = [&](Span where) {
    if (keys[where.source].empty()) return true;
    const std::uint32_t last = std::max(where.begin + 1, where.end) - 1;
    return changed->touch(keys[where.source], sources.position(where.source, where.begin).line,
                          sources.position(where.source, last).line);
  };
  leave_out(result, [&touched](const Diagnostic& found) {
    return !touched(found.where) &&
           std::ranges::none_of(found.notes, touched, [](const Note& note) { return note.where; });
  });
  return {};
}

}  // namespace ampslint
