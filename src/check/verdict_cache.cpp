#include "check/verdict_cache.hpp"

#include <algorithm>
#include <functional>

#include "base/ascii.hpp"
#include "model/address.hpp"

namespace ampslint {
namespace {

bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_of_name(char c) { return is_small(c) || (c >= '0' && c <= '9') || c == '.' || c == '-'; }

/// The host of `scheme://name:port/…` where it is a name, and neither an address nor this host's;
/// else empty.
std::string_view ordinary_host(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.substr(colon, 3) != "://") return {};
  const std::string_view rest = text.substr(colon + 3);
  const auto* const end = std::ranges::find_if_not(rest, is_of_name);
  const std::string_view host(rest.begin(), end);
  const std::string_view behind(end, rest.end());
  const std::size_t port_end = behind.find('/');
  if (!behind.starts_with(':') || port_end == std::string_view::npos) return {};
  if (!is_digits(behind.substr(1, port_end - 1))) return {};
  const std::string_view last = host.substr(host.rfind('.') + 1);
  const bool is_name = !last.empty() && is_small(last.front());
  return is_name && !is_loopback_name(host) ? host : std::string_view();
}

bool is_same(std::string_view a, std::string_view b) {
  return a.data() == b.data() && a.size() == b.size();
}

}  // namespace

std::size_t VerdictCache::Hash::operator()(const Key& key) const {
  const std::hash<std::string_view> hash;
  return hash(key.before) * 31 + hash(key.behind);
}

std::string_view VerdictCache::left_out(const StringInput& given) const {
  return hosts_matter_ ? std::string_view() : ordinary_host(given.text.value);
}

VerdictCache::Key VerdictCache::key_of(const StringInput& given, std::string_view left_out) {
  const std::string_view text = given.text.value;
  if (left_out.empty()) return {text, {}, given.client};
  const auto begin = static_cast<std::size_t>(left_out.data() - text.data());
  return {text.substr(0, begin), text.substr(begin + left_out.size()), given.client};
}

const CachedVerdict* VerdictCache::find(const StringInput& given) const {
  if (given.text.unresolved || given.use != StringUse::connection) return nullptr;
  const auto found = known_.find(key_of(given, left_out(given)));
  return found == known_.end() ? nullptr : &found->second;
}

void VerdictCache::add(const StringInput& given, const ConnectionString& client,
                       const Transport& transport) {
  if (known_.size() >= most_ || given.text.unresolved) return;
  const std::string_view host = left_out(given);
  // It has to be the host as people and as the client read it, and not what looks like one.
  const bool is_host = is_same(host, client.written.host) && is_same(host, client.parts().host);
  if (!host.empty() && !is_host) return;
  const Key key = key_of(given, host);
  const std::string& text = texts_.emplace_back(std::string(key.before).append(key.behind));
  const std::string_view kept(text);
  known_.emplace(Key{kept.substr(0, key.before.size()), kept.substr(key.before.size()), key.client},
                 CachedVerdict{client.kind, &transport});
}

}  // namespace ampslint
