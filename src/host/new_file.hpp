#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "ampslint/result.hpp"
#include "host/descriptor.hpp"
#include "host/platform.hpp"

namespace ampslint {

/// A file made beside the one that it is to replace, so that whoever reads sees the old one or the
/// new one. Nothing is left of it where it does not take its place.
class NewFile {
 public:
  /// `given`: what messages call it. `target`: an absolute path. Not even a link that replaces one
  /// of its folders meanwhile is followed.
  NewFile(std::string given, std::filesystem::path target)
      : given_(std::move(given)), target_(std::move(target)) {}
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  NewFile& operator=(NewFile&&) = delete;

  /// Opens the folder, and the file where there is one already, which may not be read-only.
  Result<void> open();
  /// Opens the file where it is, to write to it as it is.
  Result<void> open_in_place(const std::string& path, int flags);
  /// An error where the folder is read-only, or where anybody may exchange its files.
  Result<void> refuse_unfit_folder() const;
  /// An error where anybody may exchange the folder's files.
  Result<void> refuse_shared_folder() const;
  /// An error unless the file is there, and holds this.
  Result<void> expect(std::string_view text) const;
  /// Makes the new file, which has the old one's owner, group, permissions, access lists and
  /// extended attributes, or it is an error; a program's setuid and setgid bits it has not.
  Result<void> create();
  Result<void> write(std::string_view text);
  /// What has been written is on the disk afterwards, still beside the old file.
  Result<void> complete();

  /// Replaces the old file.
  Result<void> take_place();
  /// Brings the old file back, where that can be done.
  bool give_back();
  /// The names that go with a change of name are on the disk, too.
  void settle();

  Error cannot_write(std::string_view why) const;

 private:
  Result<void> exchange();
  Result<void> keep_attributes();
  const char* keep_extended_attributes() const;
  bool is_old(const std::string& name) const;
  bool rename_to(const std::string& name, Renaming how) const;

  std::string given_;
  std::filesystem::path target_;
  Descriptor folder_;
  Descriptor old_;
  struct stat old_status_{};
  Descriptor file_;
  std::string temporary_;   ///< its name until it has taken its place, then the old file's
  bool exchanged_ = false;  ///< the old file has the temporary name
};

}  // namespace ampslint
