#include "ampslint/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <streambuf>

#include "host/new_file.hpp"
#include "host/own_links.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// Hands what a stream is given to a file.
class Buffer : public std::streambuf {
 public:
  explicit Buffer(NewFile& file) : file_(file) { setp(part_.data(), part_.data() + part_.size()); }
  const Result<void>& written() const { return written_; }

 protected:
  int_type overflow(int_type next) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(next, traits_type::eof())) sputc(traits_type::to_char_type(next));
    return traits_type::not_eof(next);
  }
  int sync() override {
    if (written_) written_ = file_.write({pbase(), pptr()});
    setp(part_.data(), part_.data() + part_.size());
    return written_ ? 0 : -1;
  }

 private:
  NewFile& file_;
  Result<void> written_;
  std::array<char, std::size_t{1} << 16U> part_{};
};

/// Where a file is to be, without a link on the way, nor at its end unless links are refused.
Result<fs::path> place_of(const fs::path& path, Writing how) {
  if (how == Writing::whole) return place_behind_own_links(path);
  const Result<fs::path> folder = place_behind_own_links(path.parent_path());
  return folder ? Result<fs::path>(*folder / path.filename()) : folder;
}

}  // namespace

struct OutputFile::State {
  State(const std::string& path, const fs::path& target, bool is_whole)
      : file(path, target), whole(is_whole) {}

  NewFile file;
  bool whole;
  Buffer buffer{file};
  std::ostream stream{&buffer};
};

OutputFile::OutputFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
OutputFile::~OutputFile() = default;
OutputFile::OutputFile(OutputFile&& other) noexcept = default;

bool OutputFile::is_in_place(const std::string& path) {
  std::error_code failed;
  const std::string whole = fs::absolute(path, failed).string();
  // They may lead to a regular file, which the shell has open.
  for (const std::string_view open : {"/dev/std", "/dev/fd/", "/proc/"}) {
    if (whole.starts_with(open)) return true;
  }
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

Result<OutputFile> OutputFile::create(const std::string& path, Writing how, Folder folder) {
  // What nobody named is no device or pipe.
  const bool whole = how == Writing::no_link || (how == Writing::whole && !is_in_place(path));
  const Result<fs::path> target = whole ? place_of(path, how) : Result<fs::path>(path);
  auto state = std::make_unique<State>(path, target.value_or(path), whole);
  NewFile& file = state->file;
  if (!target) return tl::unexpected(file.cannot_write(target.error().what));
  // A pipe that nobody reads is not waited for.
  constexpr int append = O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
  const auto fit = [&] {
    return folder == Folder::unshared ? file.refuse_shared_folder() : Result<void>();
  };
  const Result<void> open =
      whole ? file.open().and_then(fit).and_then([&] { return file.create(); })
            : file.open_in_place(path, how == Writing::append ? append : O_TRUNC);
  if (!open) return tl::unexpected(open.error());
  return OutputFile(std::move(state));
}

std::ostream& OutputFile::stream() { return state_->stream; }

Result<void> OutputFile::finish() {
  state_->stream.flush();
  if (!state_->buffer.written()) return state_->buffer.written();
  if (!state_->whole) return {};
  auto done = state_->file.complete().and_then([&] { return state_->file.take_place(); });
  if (done) state_->file.settle();
  return done;
}

}  // namespace ampslint
