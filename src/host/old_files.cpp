#include "host/old_files.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

#include "base/limits.hpp"
#include "host/git.hpp"

namespace ampslint {
namespace {

Error git_failed(std::string what, const GitEnd& end) {
  if (!end.complaint.empty()) {
    what += fmt::format("; git says '{}'", end.complaint);
  }
  return {.what = std::move(what)};
}

/// What `git rev-parse` says; nothing where it fails, which `end` then explains.
Result<std::optional<std::string>> parse_revision(const std::string& top, const std::string& name,
                                                  GitEnd& end) {
  std::string id;
  Result<GitEnd> ended = run_git(top, {"rev-parse", "--verify", "--quiet", name}, {},
                                 [&id](std::string_view piece) { id += piece; });
  if (!ended) return tl::unexpected(ended.error());
  end = std::move(*ended);
  if (end.status != 0) return std::nullopt;
  if (id.ends_with('\n')) id.pop_back();
  return id;
}

/// The name of a file in a commit, on one line. `cat-file` also drops a carriage return at its end.
Result<std::string> object_name(const std::string& top, const std::string& commit,
                                const std::string& path) {
  std::string name = commit + ":" + path;
  if (path.find_first_of("\r\n") == std::string::npos) return name;
  GitEnd end;
  auto id = parse_revision(top, name, end);
  if (!id) return tl::unexpected(id.error());
  return id->value_or(commit + ":");  // the top folder is not a file, like what is not there
}

/// Takes the output of `git cat-file --batch` apart: for each object `ID TYPE SIZE`, a line feed,
/// its bytes and another line feed; `NAME missing` for what is not there.
class BatchReader {
 public:
  explicit BatchReader(const VisitObject& visit) : visit_(visit) {}

  void take(std::string_view piece) {
    while (!piece.empty()) piece.remove_prefix(in_object_ ? take_bytes(piece) : take_line(piece));
  }

  std::size_t objects() const { return objects_; }

 private:
  std::size_t take_line(std::string_view piece) {
    const std::size_t end = piece.find('\n');
    line_ += piece.substr(0, end);
    if (end == std::string_view::npos) return piece.size();
    begin_object();
    line_.clear();
    return end + 1;
  }

  void begin_object() {
    const std::string_view line = line_;
    const std::size_t before_size = line.rfind(' ');
    const std::string_view id = line.substr(0, line.find(' '));
    const bool found = id.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
                       line.find(' ') < before_size && before_size != std::string_view::npos;
    if (!found) return end_object(false);
    object_.type = line.substr(id.size() + 1, before_size - id.size() - 1);
    const std::string_view size = line.substr(before_size + 1);
    std::from_chars(size.data(), size.data() + size.size(), left_);
    is_kept_ = left_ <= limits::list_size;
    if (is_kept_) object_.bytes.reserve(left_);
    in_object_ = true;
  }

  std::size_t take_bytes(std::string_view piece) {
    if (left_ == 0) {  // at the line feed behind the bytes
      end_object(is_kept_);
      return 1;
    }
    const std::size_t part = std::min<std::uint64_t>(left_, piece.size());
    if (is_kept_) object_.bytes += piece.substr(0, part);
    left_ -= part;
    return part;
  }

  void end_object(bool is_kept) {
    visit_(objects_, is_kept ? std::optional(std::exchange(object_, {})) : std::nullopt);
    object_ = {};
    ++objects_;
    in_object_ = false;
  }

  const VisitObject& visit_;
  std::size_t objects_ = 0;  ///< that are read to their ends
  std::string line_;
  GitObject object_;
  std::uint64_t left_ = 0;  ///< bytes of the object that are to come
  bool in_object_ = false;
  bool is_kept_ = false;
};

}  // namespace

Result<std::string> find_commit(const std::string& top, const std::string& revision) {
  GitEnd end;
  auto commit = parse_revision(top, revision + "^{commit}", end);
  if (!commit) return tl::unexpected(commit.error());
  if (!*commit) {
    return tl::unexpected(git_failed(fmt::format("no revision '{}' in '{}'", revision, top), end));
  }
  return std::move(**commit);
}

Result<void> read_objects(const std::string& top, const std::string& revision,
                          const std::vector<std::string>& names, const VisitObject& visit) {
  std::string lines;
  for (const std::string& name : names) lines += name + '\n';
  BatchReader reader(visit);
  const Result<GitEnd> end = run_git(top, {"cat-file", "--batch"}, lines,
                                     [&reader](std::string_view piece) { reader.take(piece); });
  if (!end) return tl::unexpected(end.error());
  if (end->status == 0 && reader.objects() == names.size()) return {};
  return tl::unexpected(
      git_failed(fmt::format("git cannot read the files of '{}' in '{}'", revision, top), *end));
}

Result<void> read_old_files(const std::string& top, const std::string& revision,
                            const std::vector<std::string>& paths, const VisitOldFile& visit) {
  const Result<std::string> commit = find_commit(top, revision);
  if (!commit) return tl::unexpected(commit.error());
  std::vector<std::string> names;
  for (const std::string& path : paths) {
    Result<std::string> name = object_name(top, *commit, path);
    if (!name) return tl::unexpected(name.error());
    names.push_back(std::move(*name));
  }
  const auto take = [&visit](std::size_t i, const std::optional<GitObject>& object) {
    const bool is_file = object && object->type == "blob";
    visit(i, is_file ? std::optional(object->bytes) : std::nullopt);
  };
  return read_objects(top, revision, names, take);
}

}  // namespace ampslint
