#include "check/scopes.hpp"

#include <algorithm>
#include <iterator>

namespace ampslint {

Scopes::Scopes(const Sources& sources) : sources_(sources) {
  std::map<std::string_view, std::uint32_t> numbers;
  for (SourceId id = 0; id < sources.size(); ++id) {
    const auto next = static_cast<std::uint32_t>(numbers.size());
    files_.push_back(numbers.try_emplace(sources[id].path, next).first->second);
  }
}

void Scopes::add(std::uint16_t rule, Span scope, std::size_t suppression) {
  scopes_[{files_[scope.source], rule}].push_back(
      {.begin = scope.begin, .end = scope.end, .suppression = suppression});
}

void Scopes::sort() {
  for (auto& [key, scopes] : scopes_) {
    std::ranges::stable_sort(scopes, {}, &Scope::begin);
    for (std::size_t i = 1; i < scopes.size(); ++i) {
      std::optional<std::size_t> wider = i - 1;
      while (wider && scopes[*wider].end <= scopes[i].end) wider = scopes[*wider].wider;
      scopes[i].wider = wider;
    }
  }
}

std::optional<std::size_t> Scopes::find(std::uint16_t rule, Span where) const {
  for (;;) {
    if (const auto found = find_here(rule, where)) return found;
    const std::optional<Span>& from = sources_[where.source].included_from;
    if (!from) return std::nullopt;
    where = *from;
  }
}

std::optional<std::size_t> Scopes::find_here(std::uint16_t rule, Span where) const {
  const auto found = scopes_.find({files_[where.source], rule});
  if (found == scopes_.end()) return std::nullopt;
  const std::vector<Scope>& scopes = found->second;
  const auto behind = std::ranges::upper_bound(scopes, where.begin, {}, &Scope::begin);
  if (behind == scopes.begin()) return std::nullopt;
  std::optional<std::size_t> at = static_cast<std::size_t>(behind - scopes.begin()) - 1;
  while (at && scopes[*at].end < where.end) at = scopes[*at].wider;
  if (!at) return std::nullopt;
  return scopes[*at].suppression;
}

}  // namespace ampslint
