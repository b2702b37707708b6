#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint {

/// The candidate nearest to `word` by letters changed, added, lost or swapped (case counts little);
/// empty when none is near enough to be meant.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// The candidate that differs in a letter or two only: a slip where the list is not complete, so
/// that another word may be right too.
std::string_view slip_of(std::string_view word, std::span<const std::string_view> candidates);

/// "; did you mean 'x'?", or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// "unknown colour 'x'; did you mean 'y'? (one of y, z)".
std::string unknown_word(std::string_view what, std::string_view word,
                         const std::vector<std::string>& known);

}  // namespace ampslint
