#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <ostream>
#include <utility>

#include "base/plural.hpp"
#include "base/printable.hpp"
#include "driver/fix.hpp"
#include "report/diff.hpp"
#include "report/sink.hpp"

namespace ampslint {
namespace {

namespace fs = std::filesystem;

/// Shows a file's lines without its secrets and without what would steer a terminal.
class Shower {
 public:
  Shower(FileReader& files, const Inputs& inputs, const FixedFile& file) {
    const Sources& sources = inputs.sources;
    const std::string key = files.key(file.path);
    for (SourceId id = 0; id < sources.size(); ++id) {
      if (!sources[id].is_file() || files.key(sources[id].path) != key) continue;
      // A file that is included more than once has its secrets at any of these places.
      std::ranges::copy(inputs.redactor.secrets_shown(sources, sources.whole(id)),
                        std::back_inserter(secrets_));
    }
    std::ranges::sort(secrets_);
  }

  std::string operator()(std::size_t offset, std::string_view line) const {
    std::string shown;
    std::string piece;
    const auto keep = [&shown, &piece] { shown += printable(std::exchange(piece, {})); };
    const std::string text = masked(line, static_cast<std::uint32_t>(offset), secrets_);
    for (const char& c : text) {
      // A carriage return within a line would begin a new one in a log.
      if (c == '\t' || (c == '\r' && &c == &text.back())) {
        keep();
        shown += c;
      } else {
        piece += c;
      }
    }
    keep();
    return defused(shown);
  }

 private:
  std::vector<Range> secrets_;
};

}  // namespace

void write_diff(Fixing& fixing, const ReportOptions& options, std::ostream& out) {
  FileReader& files = *fixing.texts;
  std::size_t altered = 0;
  for (const FixedFile& file : fixing.files) {
    altered +=
        write_unified_diff(fs::path(repository_path(file.path, options)).relative_path().string(),
                           file.mark, file.text, Shower(files, fixing.reported.inputs, file),
                           Shower(files, fixing.left.inputs, file), out);
  }
  if (altered == 0) return;
  fixing.notices.push_back(
      fmt::format("{} of the diff {} ('***' for secrets, '\\xNN' for control characters): the "
                  "diff cannot be applied, '--fix' can",
                  counted(altered, "line"),
                  altered == 1 ? "is not shown literally" : "are not shown literally"));
}

}  // namespace ampslint
