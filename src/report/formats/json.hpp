#pragma once

#include <map>
#include <utility>

#include "check/result.hpp"
#include "report/json_value.hpp"

namespace ampslint {

/// What JSON reports hold.
json::Value json_object(const LintResult& result, const Diagnostic& diagnostic);
/// What connections to one transport have in common is made once.
class ConnectionObjects {
 public:
  explicit ConnectionObjects(const LintResult& result) : result_(&result) {}

  json::Value operator()(const Connection& connection);

 private:
  const json::Value& goal(const Connection& connection);

  const LintResult* result_;
  std::map<std::pair<const Instance*, const Transport*>, json::Value> goals_;
};
/// `suppressed`: with the number of the findings that are suppressed.
json::Value json_object(const Summary& summary, bool suppressed);

}  // namespace ampslint
