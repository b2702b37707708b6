#include "host/atomic_write.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <span>

#include "host/new_file.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

Result<void> prepare(const NewContent& content, NewFile& file) {
  return file.open()
      .and_then([&] { return file.refuse_unfit_folder(); })
      .and_then([&] { return file.expect(content.before); })
      .and_then([&] { return file.create(); })
      .and_then([&] { return file.write(content.after); })
      .and_then([&] { return file.complete(); });
}

/// Puts the old files back; the error says where that failed.
Error give_back(std::span<const NewContent> contents, std::span<NewFile> files, Error error) {
  std::vector<std::string> replaced;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].give_back()) replaced.push_back(fmt::format("'{}'", contents[i].path));
  }
  error.help = replaced.empty() ? "no file was changed"
                                : fmt::format("changed already, and not put back: {}",
                                              fmt::join(replaced, ", "));
  return error;
}

}  // namespace

Result<void> replace_files(const std::vector<NewContent>& contents) {
  std::vector<NewFile> files;
  files.reserve(contents.size());
  for (const NewContent& content : contents) {
    files.emplace_back(content.path, content.target);
    if (auto ready = prepare(content, files.back()); !ready) return ready;
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (auto replaced = files[i].take_place(); !replaced) {
      return tl::unexpected(
          give_back(contents, std::span(files).first(i), std::move(replaced.error())));
    }
  }
  for (NewFile& file : files) file.settle();
  return {};
}

Result<void> write_whole(const std::string& path, const std::string& text) {
  std::error_code failed;
  const fs::path target = fs::weakly_canonical(fs::absolute(path, failed), failed);
  NewFile file(path, target);
  if (failed) return tl::unexpected(file.cannot_write(failed.message()));
  auto written = file.open()
                     .and_then([&] { return file.refuse_unfit_folder(); })
                     .and_then([&] { return file.create(); })
                     .and_then([&] { return file.write(text); })
                     .and_then([&] { return file.complete(); })
                     .and_then([&] { return file.take_place(); });
  if (written) file.settle();
  return written;
}

}  // namespace ampslint
