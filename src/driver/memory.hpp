#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "check/inputs.hpp"
#include "driver/recorder.hpp"
#include "driver/secrets.hpp"
#include "driver/settings.hpp"
#include "load/document.hpp"

namespace ampslint {

/// A configuration as it was read and checked by itself. It holds as long as all that it was made
/// from is the same.
struct KeptConfiguration {
  ConfigurationInput given;  ///< with the text that was read
  Answers answers;           ///< to what its includes asked for

  std::vector<Source> sources;
  SourceId first = 0;  ///< the number of the first of them, wherever one is spoken of
  std::shared_ptr<Arena> arena;
  LoadBudget used = {.bytes = 0, .markup = 0};
  std::vector<std::string> notices;
  Suppressions suppressions;
  std::shared_ptr<const Instance> instance;
  std::shared_ptr<const Secrets> secrets;
  InstanceFindings findings;  ///< null: not known
};

/// What a linter keeps of a run for the next one, which then reads and checks what has changed.
class Memory {
 public:
  struct Run {
    std::optional<Source> workspace;
    std::vector<bool> rules;  ///< that were enabled, by index
    std::multimap<std::string, std::shared_ptr<const KeptConfiguration>> configurations;

    /// What was made from the same, and takes no more than that; null for none.
    std::shared_ptr<const KeptConfiguration> find(const ConfigurationInput& given,
                                                  const LoadBudget& left, FileReader& files) const;
  };

  /// The last run; an empty one where that went by another workspace file.
  std::shared_ptr<const Run> last(const std::optional<Source>& workspace);
  void keep(Run run);
  /// Of all runs together, as instances that are kept know no other.
  const std::shared_ptr<const RegexBudget>& regexes() const { return regexes_; }

 private:
  std::shared_ptr<const RegexBudget> regexes_ = std::make_shared<RegexBudget>();
  std::mutex mutex_;
  std::shared_ptr<const Run> last_ = std::make_shared<const Run>();
};

}  // namespace ampslint
