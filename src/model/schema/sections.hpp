#pragma once

#include "model/schema.hpp"

namespace ampslint {

// The parts of the schema table, one file each; `schema()` joins them.
std::span<const ContentModel> models_of_instance();
std::span<const ContentModel> models_of_transports();
std::span<const ContentModel> models_of_topics();
std::span<const ContentModel> models_of_modules();
std::span<const ContentModel> models_of_actions();

// Words that several of them use.
inline constexpr std::string_view on_off = "enabled disabled";
/// For what is not in 5.3.0.258 and in the manual of 5.3.4 or 5.3.5; no edition says when it came.
inline constexpr std::string_view after_5_3_0 = "5.3.1";

}  // namespace ampslint
