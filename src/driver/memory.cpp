#include "driver/memory.hpp"

#include <utility>

namespace ampslint {
namespace {

bool same(const std::optional<Source>& a, const std::optional<Source>& b) {
  if (!a || !b) return !a && !b;
  return a->path == b->path && a->text == b->text;
}

bool same(const ConfigurationInput& a, const ConfigurationInput& b) {
  return a.amps_version == b.amps_version && a.placement == b.placement && a.text && b.text &&
         a.text->text == b.text->text && a.variables == b.variables;
}

}  // namespace

std::shared_ptr<const KeptConfiguration> Memory::Run::find(const ConfigurationInput& given,
                                                           const LoadBudget& left,
                                                           FileReader& files) const {
  const auto [begin, end] = configurations.equal_range(given.path);
  for (auto at = begin; at != end; ++at) {
    const KeptConfiguration& kept = *at->second;
    const bool fits = kept.used.bytes <= left.bytes && kept.used.markup <= left.markup;
    if (fits && same(kept.given, given) && kept.answers.hold(files)) return at->second;
  }
  return nullptr;
}

std::shared_ptr<const Memory::Run> Memory::last(const std::optional<Source>& workspace) {
  regexes_->renew();
  const std::lock_guard lock(mutex_);
  return same(last_->workspace, workspace) ? last_ : std::make_shared<const Run>();
}

void Memory::keep(Run run) {
  // With more steps to spend, what depends on regular expressions might have been found.
  if (regexes_->used_up()) run = {};
  auto kept = std::make_shared<const Run>(std::move(run));
  const std::lock_guard lock(mutex_);
  last_.swap(kept);
}

}  // namespace ampslint
