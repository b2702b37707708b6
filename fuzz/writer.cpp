// Any files beside each other, replaced together: all or none, and nothing else changes.
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "host/atomic_write.hpp"
#include "input.hpp"

namespace {

using namespace ampslint;
namespace fs = std::filesystem;

/// What a file is when it is to be replaced.
enum class Trick : std::uint8_t {
  none,
  changed,
  missing,
  link,
  folder,
  read_only,
  several_names,
  program
};
constexpr std::uint8_t tricks = 8;

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void write(const fs::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// A folder for one input, and a file outside that nothing may change.
class Room {
 public:
  Room() : top_(fs::temp_directory_path() / ("ampslint-fuzz-" + std::to_string(::getpid()))) {
    fs::remove_all(top_);
    fs::create_directories(folder());
    write(outside(), "outside");
  }
  ~Room() { fs::remove_all(top_); }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;

  fs::path folder() const { return top_ / "folder"; }
  fs::path outside() const { return top_ / "outside"; }

  void play(Trick trick, const fs::path& file) const {
    switch (trick) {
      case Trick::none:
        return;
      case Trick::changed:
        return write(file, "something else");
      case Trick::missing:
        fs::remove(file);
        return;
      case Trick::link:
        fs::remove(file);
        return fs::create_symlink(outside(), file);
      case Trick::folder:
        fs::remove(file);
        fs::create_directory(file);
        return;
      case Trick::read_only:
        return fs::permissions(file, fs::perms::owner_read);
      case Trick::several_names:
        return fs::create_hard_link(file, file.string() + ".other");
      case Trick::program:
        ::chmod(file.c_str(), 06755);
        return;
    }
  }

 private:
  fs::path top_;
};

bool may_be_replaced(Trick trick) {
  return trick == Trick::none || trick == Trick::several_names || trick == Trick::program;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Room room;
  const std::string_view text = fuzz::text_of(data, size).substr(0, 4096);
  const std::size_t number = size == 0 ? 1 : 1 + data[0] % 4;
  std::vector<NewContent> contents;
  bool fine = true;
  for (std::size_t i = 0; i < number; ++i) {
    const fs::path path = room.folder() / std::to_string(i);
    write(path, text);
    const auto trick = static_cast<Trick>(i + 1 < size ? data[i + 1] % tricks : 0);
    room.play(trick, path);
    fine = fine && may_be_replaced(trick);
    contents.push_back({.path = path.string(),
                        .target = path,
                        .before = std::string(text),
                        .after = std::string(text.rbegin(), text.rend())});
  }
  const auto count = [&room] {
    return std::distance(fs::directory_iterator(room.folder()), fs::directory_iterator());
  };
  const auto entries = count();
  std::vector<std::string> before;
  for (const NewContent& one : contents) before.push_back(content_of(one.path));

  const bool done = replace_files(contents).has_value();
  fuzz::demand(done == fine);
  for (std::size_t i = 0; i < contents.size(); ++i) {
    const NewContent& one = contents[i];
    fuzz::demand(content_of(one.path) == (done ? one.after : before[i]));
    struct stat status{};
    const bool replaced = done && ::stat(one.path.c_str(), &status) == 0;
    fuzz::demand(!replaced || (status.st_mode & (S_ISUID | S_ISGID)) == 0);
  }
  fuzz::demand(content_of(room.outside()) == "outside");
  fuzz::demand(count() == entries);
  return 0;
}
