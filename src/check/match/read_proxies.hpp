#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/regex.hpp"
#include "check/match/proxy.hpp"
#include "load/workspace/workspace.hpp"

namespace ampslint {

/// Reads the workspace's proxies, nginx's configurations among them, and finds what they lead to.
/// What is wrong is added to `problems`, and what is not read to `notices`, one line each, led by
/// its place.
Proxies read_proxies(FileReader& files, const Workspace& workspace, const Instances& instances,
                     const RegexBudget& regexes, Sources& sources,
                     std::vector<std::string>& problems, std::vector<std::string>& notices);

}  // namespace ampslint
