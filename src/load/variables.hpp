#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ampslint {

/// The names that the server sets itself ("Internal Environment Variables" of the AMPS manual).
inline constexpr std::string_view reserved_variables[] = {"AMPS_CONFIG_DIRECTORY",
                                                          "AMPS_CONFIG_PATH", "AMPS_VERSION"};

/// Who gave a variable its value.
struct VariableOrigin {
  enum class Kind : std::uint8_t { option, env_file, workspace, process_environment, server };

  Kind kind = Kind::option;
  std::string path = {};   ///< of the file
  std::uint32_t line = 0;  ///< in it
};

/// Values for `${NAME}`: the server's own names first, then -D, env files, the process environment.
class Variables {
 public:
  /// A `-D NAME=VALUE` or env file entry; the last one of a name wins.
  void define(std::string name, std::string value, VariableOrigin origin = {});
  /// Definitions that go before those here, and for names that have none here: many share them.
  void share(std::shared_ptr<const Variables> first, std::shared_ptr<const Variables> last);
  /// That a value was made with this one of another name.
  void note_reference(std::string_view name, std::string_view value) {
    references_.emplace(name, value);
  }
  /// The values that others were made with, by name: they may be secret where the others are not.
  const std::set<std::pair<std::string, std::string>>& references() const { return references_; }
  void use_process_environment() { process_environment_ = true; }
  /// Of the process environment, only these names.
  void list_environment(const std::vector<std::string>& names) {
    listed_ =
        std::make_shared<const std::set<std::string, std::less<>>>(names.begin(), names.end());
  }
  /// What the server sets itself for one configuration file.
  void set_reserved(const std::string& configuration_path, const std::string& amps_version);

  std::optional<std::string_view> find(std::string_view name) const;
  /// Who gave the value that `find` finds.
  VariableOrigin origin(std::string_view name) const;
  /// Whether the process environment has a value that is not used, as nobody lists its name.
  bool withholds(std::string_view name) const;
  /// The given names that the server overrides.
  bool defines(std::string_view name) const { return given(name) != nullptr; }
  /// What `-D` or an env file gives; null where nobody does.
  const std::string* given(std::string_view name) const;
  /// Both have the same value for every name.
  bool operator==(const Variables& other) const;

 private:
  bool uses_environment() const {
    return process_environment_ || (first_ && first_->process_environment_);
  }
  struct Given {
    std::string value;
    VariableOrigin origin;

    bool operator==(const Given& other) const { return value == other.value; }
  };
  const Given* find_given(std::string_view name) const;
  /// Whether the process environment may give it.
  bool is_listed(std::string_view name) const {
    const auto& listed = first_ ? first_->listed_ : listed_;
    return listed == nullptr || listed->contains(name);
  }

  std::map<std::string, std::string, std::less<>> reserved_;
  std::map<std::string, Given, std::less<>> given_;
  std::set<std::pair<std::string, std::string>> references_;
  std::shared_ptr<const Variables> first_;
  std::shared_ptr<const Variables> last_;
  bool process_environment_ = false;
  std::shared_ptr<const std::set<std::string, std::less<>>> listed_;  ///< null: all
};

}  // namespace ampslint
