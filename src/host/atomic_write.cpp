#include "host/atomic_write.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <span>

#include "host/new_file.hpp"
#include "host/own_links.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// An error where another user's link leads to it, or any does elsewhere by now.
Result<void> expect_place(const NewContent& content, const NewFile& file) {
  const Result<fs::path> place = place_behind_own_links(content.path);
  if (!place) return tl::unexpected(file.cannot_write(place.error().what));
  if (*place == content.target) return {};
  return tl::unexpected(file.cannot_write("it has changed since it was read"));
}

Result<void> prepare(const NewContent& content, NewFile& file) {
  return expect_place(content, file)
      .and_then([&] { return file.open(); })
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
  const Result<fs::path> target = place_behind_own_links(path);
  NewFile file(path, target.value_or(path));
  if (!target) return tl::unexpected(file.cannot_write(target.error().what));
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
