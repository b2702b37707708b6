#include "scan/git_index.hpp"

#include <algorithm>
#include <optional>

#include "base/ascii.hpp"
#include "base/files.hpp"

namespace ampslint {
namespace {

/// Reads the entries of an index, whose format `man gitformat-index` describes.
class IndexReader {
 public:
  /// `id_size`: the bytes of an object's name, 20 or 32.
  IndexReader(std::string_view index, std::size_t id_size) : index_(index), id_size_(id_size) {}

  std::optional<std::vector<std::string>> read() {
    constexpr std::size_t header = 12;
    if (!index_.starts_with("DIRC") || index_.size() < header) return std::nullopt;
    version_ = number(4, 4);
    const std::size_t count = number(8, 4);
    if (version_ < 2 || version_ > 4 || count > index_.size() / id_size_) return std::nullopt;
    // Version 4 leaves out what paths share, so that a small index could make many long ones.
    constexpr std::size_t most_growth = 16;
    std::size_t room = most_growth * index_.size();
    std::vector<std::string> paths;
    paths.reserve(count);
    at_ = header;
    while (paths.size() < count) {
      if (!read_entry() || path_.size() > room) return std::nullopt;
      room -= path_.size();
      paths.push_back(path_);
    }
    return paths;
  }

 private:
  std::size_t number(std::size_t at, std::size_t bytes) const {
    std::size_t value = 0;
    for (const char c : index_.substr(at, bytes)) {
      value = (value << 8U) | static_cast<unsigned char>(c);
    }
    return value;
  }

  bool read_entry() {
    constexpr std::size_t before_id = 40;
    constexpr std::size_t extended = 0x4000;
    const std::size_t begin = at_;
    const std::size_t flags_at = begin + before_id + id_size_;
    if (flags_at + 4 > index_.size() || !is_mode(number(begin + 24, 4))) return false;
    const bool more_flags = version_ > 2 && (number(flags_at, 2) & extended) != 0;
    at_ = flags_at + (more_flags ? 4 : 2);
    if (version_ == 4 && !drop_end()) return false;
    if (version_ < 4) path_.clear();
    const std::size_t end = index_.find('\0', at_);
    if (end == npos) return false;
    path_ += index_.substr(at_, end - at_);
    // Before version 4, entries are padded to a multiple of eight bytes.
    at_ = version_ == 4 ? end + 1 : begin + (end - begin + 8) / 8 * 8;
    return !path_.empty();
  }

  /// A file, a link, another repository, or a folder that is not checked out.
  static bool is_mode(std::size_t mode) {
    const std::size_t type = mode >> 12U;
    return type == 8 || type == 10 || type == 14 || type == 4;
  }

  /// Takes off the last path what the next one does not share with it.
  bool drop_end() {
    std::size_t size = 0;
    for (bool first = true;; first = false) {
      if (at_ >= index_.size() || size > index_.size()) return false;
      const auto byte = static_cast<unsigned char>(index_[at_++]);
      if (!first) ++size;
      size = (size << 7U) | (byte & 0x7FU);
      if ((byte & 0x80U) == 0) break;
    }
    if (size > path_.size()) return false;
    path_.resize(path_.size() - size);
    return true;
  }

  std::string_view index_;
  std::size_t id_size_;
  std::size_t version_ = 0;
  std::size_t at_ = 0;
  std::string path_;
};

/// Where a repository keeps its index: `.git` may be a file that names the folder.
std::string index_path(FileReader& files, const std::string& folder) {
  const std::string repository = folder + ".git";
  if (files.kind(repository) == FileKind::folder) return repository + "/index";
  const Result<FileText> link = read_file(files, repository);
  constexpr std::string_view key = "gitdir: ";
  if (!link || !link->text.starts_with(key)) return {};
  const std::string target(without_blanks(link->text.substr(key.size())));
  return (target.starts_with('/') ? target : folder + target) + "/index";
}

}  // namespace

std::vector<std::string> paths_in_index(std::string_view index) {
  for (const std::size_t id_size : {std::size_t{20}, std::size_t{32}}) {
    if (auto paths = IndexReader(index, id_size).read()) return std::move(*paths);
  }
  return {};
}

void TrackedFiles::read() const {
  const std::string path = index_path(files_, folder_);
  if (path.empty()) return;
  const Result<FileText> index = read_file(files_, path, limits::scanned_size);
  if (index) paths_ = paths_in_index(index->text);
}

bool TrackedFiles::holds(std::string_view path, bool is_folder) const {
  std::call_once(is_read_, [this] { read(); });
  std::string inside(path.substr(std::min(folder_.size(), path.size())));
  if (!is_folder) return std::ranges::binary_search(paths_, inside);
  inside += '/';
  const auto first = std::ranges::lower_bound(paths_, inside);
  return first != paths_.end() && first->starts_with(inside);
}

}  // namespace ampslint
