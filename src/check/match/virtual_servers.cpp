#include "check/match/virtual_servers.hpp"

#include <algorithm>

#include "base/ascii.hpp"
#include "check/match/proxy.hpp"
#include "model/placement.hpp"

namespace ampslint {
namespace {

const Proxy* find_in(const std::unordered_map<std::string, const Proxy*>& proxies,
                     std::string_view name) {
  const auto found = proxies.find(std::string(name));
  return found == proxies.end() ? nullptr : found->second;
}

}  // namespace

void ServerNames::add(std::string name) {
  if (name == "$hostname") {
    own_hostname = true;
  } else if (name.starts_with("*.")) {
    below.push_back(to_lower(name.substr(1)));
  } else if (name.starts_with('.')) {
    dotted.push_back(to_lower(name));
  } else if (name.ends_with(".*")) {
    before.push_back(to_lower(name.substr(0, name.size() - 1)));
  } else if (name.starts_with('[') && name.ends_with(']')) {
    exact.push_back(host_key(name.substr(1, name.size() - 2)));
  } else if (!name.empty() && name != "_") {
    exact.push_back(host_key(name));
  }
}

void VirtualServers::add(const Address& address, Place place, const ServerNames& names,
                         bool is_default, Proxy& proxy) {
  Group& group = ports_[address.port][host_key(address.host)];
  group.place = place;
  group.ip = address.ip;
  for (const std::string& name : names.exact) group.exact.try_emplace(name, &proxy);
  for (const std::string& name : names.below) group.below.try_emplace(name, &proxy);
  for (const std::string& name : names.dotted) group.add_dotted(name, proxy);
  for (const std::string& name : names.before) group.before.try_emplace(name, &proxy);
  for (const auto& pattern : names.patterns) group.patterns.emplace_back(pattern, &proxy);
  if (names.own_hostname && group.own_hostname == nullptr) group.own_hostname = &proxy;
  const bool marked = is_default && !group.fallback_marked;
  if (group.fallback == nullptr || marked) group.fallback = &proxy;
  group.fallback_marked |= is_default;
  if (!shared_tls_) return;
  group.proxies.push_back(&proxy);
  if (group.tls) proxy.tls = true;
  if (proxy.tls == group.tls) return;
  group.tls = true;
  for (Proxy* one : group.proxies) one->tls = true;
}

/// nginx ignores the whole of it where either of its names belongs to an earlier server.
void VirtualServers::Group::add_dotted(const std::string& name, const Proxy& proxy) {
  const auto [own, is_free] = exact.try_emplace(name.substr(1), nullptr);
  if (is_free && below.try_emplace(name, &proxy).second) own->second = &proxy;
}

/// Where the port is the same, a connection belongs to the servers at the address that it was made
/// to, and only else to those at any.
std::vector<const VirtualServers::Group*> VirtualServers::reached(
    const Groups& groups, std::string_view host, const std::optional<IpAddress>& ip) {
  std::vector<const Group*> found;
  std::vector<const Group*> all;
  for (const auto& [name, group] : groups) {
    if (ip && group.ip == ip) return {&group};
    if (fit_of(host_of(host, ip), group.place) == AddressFit::fits) found.push_back(&group);
    all.push_back(&group);
  }
  // A name may stand for a loopback address, too.
  return found.empty() && !ip ? all : found;
}

VirtualServers::Choice VirtualServers::Group::choose(const std::string& host, bool is_ip) const {
  if (const Proxy* named = find_in(exact, host)) return {named, Rank::exact};
  Choice choice{.proxy = fallback};
  const std::string_view name = host;
  for (std::size_t dot = below.empty() ? npos : name.find('.'); dot != npos;
       dot = name.find('.', dot + 1)) {
    if (const Proxy* named = find_in(below, name.substr(dot))) {
      choice = {named, Rank::below};
      break;
    }
  }
  for (std::size_t dot = before.empty() || choice.rank == Rank::below ? npos : name.rfind('.');
       dot != npos && dot != 0; dot = name.rfind('.', dot - 1)) {
    if (const Proxy* named = find_in(before, name.substr(0, dot + 1))) {
      choice = {named, Rank::before};
      break;
    }
  }
  if (choice.rank == Rank::fallback) {
    for (const auto& [pattern, proxy] : patterns) {
      const std::optional<bool> matches = pattern ? pattern->matches(name) : std::nullopt;
      if (matches == false) continue;
      choice = {proxy, Rank::pattern, matches.has_value()};
      break;
    }
  }
  // The machine may be called as the string's host.
  const bool may_be_own = own_hostname != nullptr && own_hostname != choice.proxy && !is_ip;
  choice.known = choice.known && !may_be_own;
  return choice;
}

ProxyFound VirtualServers::find(std::string_view given, std::uint16_t port) const {
  constexpr std::size_t longest_host = 300;  // no name has as many bytes
  using enum ProxyFound::How;
  std::string host = host_key(given);
  if (host.ends_with('.')) host.pop_back();
  const bool own = hosts_.contains(host);
  const auto groups = ports_.find(port);
  const ProxyFound nothing{.how = complete_ || (hosts_given_ && !own) ? none : may_be};
  if (groups == ports_.end() || host.size() > longest_host) return nothing;
  const std::optional<IpAddress> ip = parse_ip(host);
  std::vector<Choice> choices;
  for (const Group* group : reached(groups->second, host, ip)) {
    choices.push_back(group->choose(host, ip.has_value()));
  }
  return choices.empty() ? nothing : settle(choices, own);
}

ProxyFound VirtualServers::settle(const std::vector<Choice>& choices, bool own) const {
  using enum ProxyFound::How;
  const Rank rank = std::ranges::max(choices, {}, &Choice::rank).rank;
  const bool fits = rank >= Rank::before || (rank == Rank::pattern && !hosts_given_);
  if (!own && !fits) return {.how = hosts_given_ ? none : may_be};
  ProxyFound found{.how = here, .by_pattern = !own && rank != Rank::exact};
  const bool all_known = rank == Rank::exact || complete_;
  for (const Choice& choice : choices) {
    if (choice.rank != rank) continue;
    if (found.proxy == nullptr) found.proxy = choice.proxy;
    const bool same =
        choice.proxy->routes == found.proxy->routes && choice.proxy->tls == found.proxy->tls;
    if (!same || !choice.known || !all_known)
      return {.how = unclear, .by_pattern = found.by_pattern};
  }
  return found;
}

}  // namespace ampslint
