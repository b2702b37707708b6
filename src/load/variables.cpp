#include "load/variables.hpp"

#include <cstdlib>
#include <filesystem>
#include <utility>

namespace ampslint {

void Variables::define(std::string name, std::string value, VariableOrigin origin) {
  given_.insert_or_assign(std::move(name),
                          Given{.value = std::move(value), .origin = std::move(origin)});
}

void Variables::share(std::shared_ptr<const Variables> first,
                      std::shared_ptr<const Variables> last) {
  first_ = std::move(first);
  last_ = std::move(last);
}

const Variables::Given* Variables::find_given(std::string_view name) const {
  if (first_) {
    if (const Given* found = first_->find_given(name)) return found;
  }
  if (const auto found = given_.find(name); found != given_.end()) return &found->second;
  return last_ ? last_->find_given(name) : nullptr;
}

const std::string* Variables::given(std::string_view name) const {
  const Given* found = find_given(name);
  return found == nullptr ? nullptr : &found->value;
}

VariableOrigin Variables::origin(std::string_view name) const {
  if (reserved_.contains(name)) return {.kind = VariableOrigin::Kind::server};
  if (const Given* found = find_given(name)) return found->origin;
  return {.kind = VariableOrigin::Kind::process_environment};
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

bool Variables::operator==(const Variables& other) const {
  const auto same = [](const auto& a, const auto& b) {
    return a == b || (a != nullptr && b != nullptr && *a == *b);
  };
  return reserved_ == other.reserved_ && given_ == other.given_ &&
         references_ == other.references_ && process_environment_ == other.process_environment_ &&
         same(listed_, other.listed_) && same(first_, other.first_) && same(last_, other.last_);
}

}  // namespace ampslint
