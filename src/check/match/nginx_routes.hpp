#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "check/match/routes.hpp"
#include "load/proxies/nginx.hpp"

namespace ampslint {

/// Turns the locations of an nginx configuration into routes.
class NginxRoutes {
 public:
  using Report = std::function<void(Span, const std::string&)>;

  /// `complete`: there are no other upstreams. What is wrong with these is reported.
  NginxRoutes(const std::vector<NginxUpstream>& upstreams, bool complete,
              const RegexBudget& regexes, const Report& report);

  std::shared_ptr<const Routes> of(const NginxServer& server) const;
  std::shared_ptr<const Routes> of(const NginxStreamServer& server) const;

 private:
  Route route_of(const NginxLocation& location) const;
  std::vector<RouteStep> steps_of(const NginxLocation& location) const;
  void find_target(Route& route, std::string_view target) const;

  const RegexBudget& regexes_;
  bool complete_;
  std::map<std::string, RouteTarget> upstreams_;  ///< by their names in lower case
};

/// A regular expression of nginx, which is PCRE's.
std::optional<Pattern> nginx_pattern(std::string_view text, bool any_case,
                                     const RegexBudget& regexes);

}  // namespace ampslint
