#pragma once

#include <cstddef>
#include <string_view>

namespace ampslint {

/// Where placeholders are looked for.
enum class PlaceholderUse : unsigned char {
  string,         ///< a connection string, or a text that holds one
  configuration,  ///< a value that may be a pattern, a filter or a file's name: `{2}`, `%d`
};

/// The length of the placeholder that begins at `at` (`${HOST}`, `{{ host }}`, `%s` …); 0 where
/// none does. One ends on its line.
std::size_t placeholder_at(std::string_view text, std::size_t at,
                           PlaceholderUse use = PlaceholderUse::string);

/// The same for one whose own quotes do not end the literal that it stands in:
/// `"{{ env "HOST" }}"`.
std::size_t quoting_placeholder_at(std::string_view text, std::size_t at);

/// The first placeholder at or behind `from`; empty where there is none.
std::string_view first_placeholder(std::string_view text, std::size_t from = 0,
                                   PlaceholderUse use = PlaceholderUse::string);

/// The name in a placeholder: `amps_port` of `{{ amps_port | default(9007) }}`. Empty where it
/// holds more than a name at its beginning.
std::string_view placeholder_name(std::string_view placeholder);

/// Whether a placeholder stands for no value, but says which text a template has there:
/// `{{#tls}}`, `{% if tls %}`, `{{ end }}`.
bool is_template_control(std::string_view placeholder);

/// What stands for a text that is one placeholder with a default (`${URI:-tcp://db1:9007/amps}`):
/// a part of the text; empty where it is none.
std::string_view default_of_placeholder(std::string_view text);

/// A path without the endings that say that a program makes another file of it: `amps.xml` of
/// `amps.xml.j2`.
std::string_view without_template_ending(std::string_view path);

}  // namespace ampslint
