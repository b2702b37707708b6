#include "check/match/routes.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// A path as nginx compares it with locations: without escapes, `//`, `/./` and `/../`. Nothing
/// where it refuses the request.
std::optional<std::string> normal_path(std::string_view path) {
  std::string decoded;
  path = path.substr(0, path.find('#'));
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (static_cast<unsigned char>(c) <= ' ') return std::nullopt;
    if (c != '%') {
      decoded += c;
      continue;
    }
    const int high = i + 2 < path.size() ? hex_digit(path[i + 1]) : -1;
    const int low = i + 2 < path.size() ? hex_digit(path[i + 2]) : -1;
    if (high < 0 || low < 0 || high + low == 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  std::string normal = "/";
  for (std::size_t at = 0; at < decoded.size();) {
    const std::size_t slash = std::min(decoded.find('/', at), decoded.size());
    const std::string_view segment = std::string_view(decoded).substr(at, slash - at);
    at = slash + 1;
    if (segment == "..") {
      if (normal.size() == 1) return std::nullopt;
      normal.resize(normal.rfind('/', normal.size() - 2) + 1);
    } else if (!segment.empty() && segment != ".") {
      normal.append(segment);
      if (slash < decoded.size()) normal += '/';
    }
  }
  return normal;
}

bool is_normal(std::string_view path) {
  return path.starts_with('/') && path.find_first_of("%# ") == npos && path.find("//") == npos &&
         path.find("/.") == npos &&
         std::ranges::none_of(path, [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

}  // namespace

std::optional<Address> proxy_address(std::string_view text) {
  if (text.starts_with("*:")) text.remove_prefix(2);
  AddressFault fault;
  return parse_address(text, fault);
}

RouteTarget target_of(std::span<const std::string> texts) {
  RouteTarget target;
  std::vector<HostPort> addresses;
  for (const std::string& text : texts) {
    const std::optional<Address> address = proxy_address(text);
    target.known = target.known && address.has_value();
    if (!address) continue;
    const std::string_view host = address->is_bare() ? "localhost" : address->host;
    addresses.push_back({.host = std::string(host), .port = address->port});
  }
  target.addresses = std::make_shared<const std::vector<HostPort>>(std::move(addresses));
  return target;
}

Routes::Routes(std::vector<Route> routes, Route outer)
    : all_(std::move(routes)), outer_(std::move(outer)) {
  plain_ = is_plain(outer_);
  for (const Route& route : all_) {
    plain_ = plain_ && is_plain(route);
    if (route.is_regex()) {
      regexes_.push_back(&route);
    } else if (route.kind == LocationKind::exact) {
      exact_.try_emplace(route.path, &route);
    } else if (route.kind == LocationKind::named) {
      named_.try_emplace(route.path, &route);
    } else {
      prefixes_.push_back({.route = &route});
    }
  }
  index_prefixes();
}

bool Routes::is_plain(const Route& route) const {
  return !route.is_regex() && route.steps.empty() && route.tries.empty() && !route.error_pages &&
         (!route.inner || route.inner->plain_);
}

void Routes::index_prefixes() {
  // Of two with one path the first counts.
  const auto path = [](const Prefix& prefix) -> const std::string& { return prefix.route->path; };
  std::ranges::stable_sort(prefixes_, {}, path);
  const auto repeated = std::ranges::unique(prefixes_, {}, path);
  prefixes_.erase(repeated.begin(), repeated.end());
  std::vector<std::size_t> open;  // those that begin the one at hand, each beginning the next
  for (std::size_t i = 0; i < prefixes_.size(); ++i) {
    while (!open.empty() && !path(prefixes_[i]).starts_with(path(prefixes_[open.back()]))) {
      open.pop_back();
    }
    prefixes_[i].shorter = open.empty() ? npos : open.back();
    open.push_back(i);
  }
}

const Route* Routes::longest_prefix(std::string_view path) const {
  const auto behind = std::ranges::upper_bound(
      prefixes_, path, {},
      [](const Prefix& prefix) -> std::string_view { return prefix.route->path; });
  if (behind == prefixes_.begin()) return nullptr;
  // All that begin the path also begin the last one before it.
  auto at = static_cast<std::size_t>(behind - prefixes_.begin()) - 1;
  const std::string_view last = prefixes_[at].route->path;
  const auto common =
      static_cast<std::size_t>(std::ranges::mismatch(path, last).in1 - path.begin());
  while (at != npos && prefixes_[at].route->path.size() > common) at = prefixes_[at].shorter;
  return at == npos ? nullptr : prefixes_[at].route;
}

/// nginx answers a request for `/a` with a redirection to the location `/a/` if that passes
/// requests on.
const Route* Routes::one_slash_longer(std::string_view path) const {
  const std::string longer = std::string(path) + "/";
  const Route* found = longest_prefix(longer);
  if (const auto exact = exact_.find(longer); exact != exact_.end()) found = exact->second;
  return found != nullptr && found->path == longer && !found->to.empty() ? found : nullptr;
}

RouteFound Routes::find(std::string_view path) const {
  if (!outer_.to.empty()) return {.route = &outer_};
  if (!outer_.merges_slashes && path.find("//") != npos) return {.known = false};
  std::string normal;
  if (!is_normal(path)) {
    const std::optional<std::string> made = normal_path(path);
    if (!made) return {.known = false};
    normal = *made;
    path = normal;
  }
  Visited visited;
  if (plain_) return lead(path, visited);
  constexpr std::size_t most_known = 100'000;
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(std::string(path));
  if (known != known_.end()) return known->second;
  const RouteFound found = lead(path, visited);
  if (known_.size() < most_known) known_.emplace(path, found);
  return found;
}

Routes::Located Routes::locate(std::string_view path) const {
  if (const auto exact = exact_.find(path); exact != exact_.end()) {
    return {{.route = exact->second}, true};
  }
  const Route* longest = longest_prefix(path);
  const bool whole = longest != nullptr && longest->path == path;
  if (const Route* longer = whole ? nullptr : one_slash_longer(path)) {
    return {{.route = longer, .answered = longer->where}, true};
  }
  Located located{{.route = longest}, false};
  if (longest != nullptr && longest->inner) {
    const Located inner = longest->inner->locate(path);
    if (inner.final || !inner.found.known) return inner;
    if (inner.found.route != nullptr) located = inner;
  }
  if (longest != nullptr && longest->kind == LocationKind::prefix_before_regex) return located;
  const Located by_regex = locate_by_regex(path);
  return by_regex.final || !by_regex.found.known ? by_regex : located;
}

Routes::Located Routes::locate_by_regex(std::string_view path) const {
  for (const Route* route : regexes_) {
    const std::optional<bool> matches =
        route->pattern ? route->pattern->matches(path) : std::nullopt;
    if (!matches) return {{.known = false}, true};
    if (!*matches) continue;
    const Located inner = route->inner ? route->inner->locate(path) : Located{};
    const bool has_inner = inner.found.route != nullptr || !inner.found.known;
    return {has_inner ? inner.found : RouteFound{.route = route}, true};
  }
  return {};
}

RouteFound Routes::lead(std::string_view path, Visited& visited) const {
  if (outer_.opaque) return {.known = false};
  bool may_be_answered = false;
  if (const auto end = after_steps(outer_, path, may_be_answered, visited)) return *end;
  RouteFound found = locate(path).found;
  if (found.known && !found.answered) {
    const Route& route = found.route == nullptr ? outer_ : *found.route;
    const bool refused = route.internal && visited.empty();
    found = refused ? answered(route, "404", route.where, visited) : lead_at(route, path, visited);
    if (found.route == &outer_ && !found.answered) found.route = nullptr;
  }
  return may_be_answered && found.leads_on() ? RouteFound{.known = false} : found;
}

RouteFound Routes::lead_at(const Route& route, std::string_view path, Visited& visited) const {
  if (route.opaque) return {.known = false};
  bool may_be_answered = false;
  if (&route != &outer_) {
    if (const auto end = after_steps(route, path, may_be_answered, visited)) return *end;
  }
  if (route.access.kind == NginxAccess::Kind::unknown) return {.known = false};
  if (route.access.kind == NginxAccess::Kind::closed) {
    return answered(route, "403", route.access.where, visited);
  }
  RouteFound found{.route = &route};
  if (!route.tries.empty()) {
    const bool code = route.tries.starts_with('=');
    const bool on = !route.to.empty() || (!code && may_lead_on(route.tries, visited));
    if (on) return {.known = false};
    if (code) return answered(route, route.tries.substr(1), route.where, visited);
  } else if (route.to.empty()) {
    // A file, or none.
    for (const char* code : {"403", "404"}) {
      found = answered(route, code, route.where, visited);
      if (!found.known) return found;
    }
    found.answered.reset();
  }
  return may_be_answered && found.leads_on() ? RouteFound{.known = false} : found;
}

/// What the steps of a route make of a request where they do not leave it to what follows.
std::optional<RouteFound> Routes::after_steps(const Route& route, std::string_view path,
                                              bool& may_be_answered, Visited& visited) const {
  for (const RouteStep& step : route.steps) {
    if (step.conditional) {
      const std::optional<bool> matches = step.pattern ? step.pattern->matches(path) : std::nullopt;
      if (!matches) return RouteFound{.known = false};
      if (!*matches) continue;
    }
    if (step.effect == RewriteEffect::ends) return std::nullopt;
    if (step.effect == RewriteEffect::leads_on) return RouteFound{.known = false};
    const RouteFound answer = answered(route, step.code, step.where, visited);
    if (!answer.known || step.effect == RewriteEffect::answers) return answer;
    may_be_answered = true;
  }
  return std::nullopt;
}

RouteFound Routes::answered(const Route& route, const std::string& code, Span where,
                            Visited& visited) const {
  if (route.error_pages) {
    const auto page = route.error_pages->find(code);
    const bool replaced = page != route.error_pages->end();
    if (replaced && may_lead_on(page->second, visited)) return {.known = false};
  }
  return {.route = &route, .answered = where};
}

bool Routes::may_lead_on(const std::string& to, Visited& visited) const {
  constexpr std::size_t most = 10;  // as many as nginx follows
  if (visited.contains(to)) return false;
  if (visited.size() == most) return true;
  visited.insert(to);
  if (to.starts_with('@')) {
    const auto named = named_.find(to);
    return named != named_.end() && lead_at(*named->second, to, visited).leads_on();
  }
  std::string_view path = to;
  path = path.substr(0, std::min({path.find('?'), path.find("$is_args"), path.find("$args")}));
  if (path.find('$') != npos) return true;
  return path.starts_with('/') && lead(path, visited).leads_on();
}

}  // namespace ampslint
