#include "load/variables.hpp"

#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "base/ascii.hpp"
#include "base/files.hpp"

namespace ampslint {
namespace {

std::string_view unquoted(std::string_view value) {
  const bool quoted = value.size() >= 2 && value.front() == value.back() &&
                      (value.front() == '"' || value.front() == '\'');
  return quoted ? value.substr(1, value.size() - 2) : value;
}

}  // namespace

void Variables::define(std::string name, std::string value) {
  given_.emplace(std::move(name), std::move(value));
}

void Variables::share(std::shared_ptr<const Variables> first,
                      std::shared_ptr<const Variables> last) {
  first_ = std::move(first);
  last_ = std::move(last);
}

const std::string* Variables::given(std::string_view name) const {
  if (first_) {
    if (const std::string* value = first_->given(name)) return value;
  }
  if (const auto found = given_.find(name); found != given_.end()) return &found->second;
  return last_ ? last_->given(name) : nullptr;
}

void Variables::set_reserved(const std::string& configuration_path,
                             const std::string& amps_version) {
  const std::filesystem::path folder = std::filesystem::path(configuration_path).parent_path();
  reserved_ = {{"AMPS_CONFIG_DIRECTORY", folder.empty() ? "." : folder.string()},
               {"AMPS_CONFIG_PATH", configuration_path},
               {"AMPS_VERSION", amps_version}};
}

std::optional<std::string_view> Variables::find(std::string_view name) const {
  if (const auto found = reserved_.find(name); found != reserved_.end()) return found->second;
  if (const std::string* value = given(name)) return *value;
  if (!uses_environment() || !is_listed(name)) return std::nullopt;
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string_view>(value);
}

bool Variables::withholds(std::string_view name) const {
  return uses_environment() && !is_listed(name) &&
         std::getenv(std::string(name).c_str()) != nullptr;
}

Result<void> read_env_file(FileReader& files, const std::string& path, Variables& variables) {
  const Result<FileText> text = read_file(files, path);
  if (!text) return tl::unexpected(text.error());
  std::string_view rest = text->text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = without_blanks(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("export ")) line = without_blanks(line.substr(7));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      // The line itself may hold a secret: only its place is shown.
      return tl::unexpected(Error{.what = fmt::format("{}:{}: not NAME=VALUE", path, number)});
    }
    variables.define(std::string(without_blanks(line.substr(0, equals))),
                     std::string(unquoted(without_blanks(line.substr(equals + 1)))));
  }
  return {};
}

}  // namespace ampslint
