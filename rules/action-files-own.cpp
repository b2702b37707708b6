#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "check/rule.hpp"
#include "model/children.hpp"
#include "model/instance.hpp"

namespace ampslint {
namespace {

constexpr std::array<std::string_view, 3> own_files = {".sow", ".ack", ".db"};

std::string folder_of(std::string_view path) {
  return std::filesystem::path(path).lexically_normal().parent_path().string();
}

void check(const Instance& instance, Diagnostics& found) {
  const Text journals = text_of(child_of(&instance.root(), "TransactionLog"), "JournalDirectory");
  for (const ActionStep& step : instance.actions) {
    if (!is_action(step, "do-remove-files") && !is_action(step, "do-compress-files")) continue;
    const Text pattern = text_of(step.options, "Pattern");
    if (!is_known(pattern) || pattern.value.find("{{") != std::string_view::npos) continue;
    const bool own = std::ranges::any_of(
        own_files, [&](std::string_view ending) { return pattern.value.ends_with(ending); });
    const bool journal = is_known(journals) &&
                         folder_of(pattern.value) == folder_of(std::string(journals.value) + "/");
    if (!own && !journal) continue;
    Diagnostic diagnostic{
        .where = pattern.where,
        .message = fmt::format("'{}' matches files that AMPS itself needs", pattern.value)};
    if (journal) diagnostic.notes = {{journals.where, "journals lie here"}};
    found.push_back(std::move(diagnostic));
  }
}

}  // namespace

Rule action_files_own() { return {Severity::error, check}; }

}  // namespace ampslint
