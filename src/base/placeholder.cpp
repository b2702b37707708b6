#include "base/placeholder.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

/// No placeholder is longer.
constexpr std::size_t longest_placeholder = 512;
/// Nor does one hold more brackets in brackets: a text of nothing but these is soon read.
constexpr std::size_t most_nested = 8;

/// What stands between the signs of a form.
enum class Inside : unsigned char {
  anything,  ///< an expression, with brackets of its own
  quoting,   ///< the same; its quotes are its own, too
  word,      ///< letters, digits and underscores
  dotted,    ///< also `-` and `.` between these: `amps.port`
  words,     ///< also `-`, `.`, `:`, `|` and blanks: `<message type>`
};

/// Where a form stands for something that is filled in.
enum class Certain : unsigned char {
  always,
  named,  ///< in a configuration with a name in it only: `{port}`, not `{2}`
  apart,  ///< in a configuration only between its ends and colons: `%d`, not `log-%d`
};

struct Form {
  std::string_view open;
  std::string_view close;
  Inside inside;
  Certain certain;
};

/// The table: of two that begin alike, the longer one stands first. `$X`, `%s` and `%X%` have more
/// to them than signs, and are read below.
constexpr auto forms = std::to_array<Form>({
    {"${{", "}}", Inside::quoting, Certain::always},   // GitHub
    {"${", "}", Inside::quoting, Certain::always},     // shells, Spring, Terraform, scripts
    {"$((", "))", Inside::anything, Certain::always},  // shells
    {"$(", ")", Inside::quoting, Certain::always},     // shells, make, Kubernetes, MSBuild
    {"$[[", "]]", Inside::quoting, Certain::always},   // GitLab
    {"$[", "]", Inside::quoting, Certain::always},     // Azure
    {"{{{", "}}}", Inside::quoting, Certain::always},  // Mustache
    {"{{", "}}", Inside::quoting, Certain::always},    // Jinja, Helm, Go, Handlebars
    {"{%", "%}", Inside::quoting, Certain::always},    // Jinja, Twig, Liquid
    {"{#", "#}", Inside::quoting, Certain::always},
    {"{", "}", Inside::anything, Certain::named},   // Python, Rust, .NET, SLF4J
    {"#{", "}", Inside::quoting, Certain::always},  // Ruby, SpEL, Octopus
    {"%{", "}", Inside::quoting, Certain::always},  // Ruby, Puppet
    {"%(", ")", Inside::word, Certain::always},     // Python, supervisord
    {"%%", "%%", Inside::word, Certain::always},
    {"@{", "}", Inside::quoting, Certain::always},  // PowerShell, Azure
    {"@@", "@@", Inside::dotted, Certain::always},
    {"@", "@", Inside::dotted, Certain::always},     // Maven, Spring, CMake, autoconf
    {"!", "!", Inside::word, Certain::apart},        // batch files
    {"<%", "%>", Inside::quoting, Certain::always},  // ERB, EJS, JSP
    {"<?", "?>", Inside::quoting, Certain::always},  // PHP
    {"<<", ">>", Inside::words, Certain::apart},     // CircleCI
    {"<", ">", Inside::words, Certain::apart},       // for people
    {"[[", "]]", Inside::words, Certain::always},
    {"[%", "%]", Inside::quoting, Certain::always},  // Template Toolkit
    {"[=", "]", Inside::quoting, Certain::always},   // FreeMarker
    {"((", "))", Inside::words, Certain::apart},     // Concourse
    {"__", "__", Inside::dotted, Certain::always},   // token replacers
});

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c); }
bool is_hexadecimal(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
char at_or_zero(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : 0; }

/// The text up to the end of the line that `at` stands on, as far as a placeholder may reach.
std::string_view line_from(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, longest_placeholder);
  return rest.substr(0, rest.find('\n'));
}

/// Behind the sign that closes what was opened before `at`, with what it holds in brackets of the
/// same kind and in quotes; `npos` where nothing does.
std::size_t behind_close(std::string_view rest, std::size_t at, const Form& form, bool quotes) {
  const char opens = form.close == "}" ? '{' : (form.close == ")" ? '(' : '\0');
  std::size_t depth = 0;
  while (at < rest.size()) {
    const char c = rest[at];
    if (quotes && (c == '"' || c == '\'' || c == '`')) {
      const std::size_t end = rest.find(c, at + 1);
      if (end == npos) return npos;
      at = end + 1;
      continue;
    }
    if (depth == 0 && rest.substr(at).starts_with(form.close)) return at + form.close.size();
    if (opens != 0 && c == opens && ++depth > most_nested) return npos;
    if (opens != 0 && c == form.close[0]) --depth;
    ++at;
  }
  return npos;
}

/// A name that may have dots and hyphens between its words.
bool is_dotted(std::string_view name) {
  return !name.empty() && is_letter(name.front()) && is_word(name.back()) &&
         std::ranges::all_of(name, [](char c) { return is_word(c) || c == '.' || c == '-'; });
}

bool is_inside(std::string_view inside, Inside kind) {
  if (inside.empty() || (kind == Inside::words && inside.find_first_not_of(" :|.-") == npos)) {
    return false;
  }
  if (kind == Inside::dotted) return is_dotted(inside);
  if (kind == Inside::word) return is_letter(inside[0]) && std::ranges::all_of(inside, is_word);
  return inside[0] != ':' && std::ranges::all_of(inside, [](char c) {
           return is_word(c) || std::string_view("-.:| ").find(c) != npos;
         });
}

/// A tag of HTML that stands behind words.
bool is_tag(std::string_view name) {
  constexpr auto tags = std::to_array<std::string_view>(
      {"a",      "b",   "br",  "code",  "dd",   "del", "div", "dl",  "dt", "em",    "hr",
       "i",      "ins", "kbd", "li",    "mark", "ol",  "p",   "pre", "s",  "small", "span",
       "strong", "sub", "sup", "table", "td",   "th",  "tr",  "tt",  "u",  "ul",    "var"});
  return std::ranges::find(tags, to_lower(name)) != tags.end();
}

/// The length of what one form of the table makes of `rest`; 0 for nothing.
std::size_t length_of(std::string_view rest, const Form& form) {
  if (!rest.starts_with(form.open)) return 0;
  const std::size_t begin = form.open.size();
  if (form.inside >= Inside::word) {
    const std::size_t end = rest.find(form.close, begin);
    if (end == npos || !is_inside(rest.substr(begin, end - begin), form.inside)) return 0;
    if (form.open == "<" && is_tag(rest.substr(begin, end - begin))) return 0;
    const std::size_t length = end + form.close.size();
    // Python's `%(name)s`.
    return form.open == "%(" && is_letter(at_or_zero(rest, length)) ? length + 1 : length;
  }
  if (rest.find(form.close, begin) == npos) return 0;  // soon said, of most
  std::size_t end = behind_close(rest, begin, form, form.inside == Inside::quoting);
  if (end == npos) end = behind_close(rest, begin, form, false);
  return end == npos ? 0 : end;
}

/// `$HOST`, `$env:HOST`, and a shell's `$1`.
std::size_t variable_length(std::string_view rest) {
  if (is_digit(at_or_zero(rest, 1)) && !is_word(at_or_zero(rest, 2))) return 2;
  if (!is_letter(at_or_zero(rest, 1))) return 0;
  std::size_t end = 1;
  if (rest.substr(1).starts_with("env:") && is_letter(at_or_zero(rest, 5))) end = 5;
  while (end < rest.size() && is_word(rest[end])) ++end;
  return end;
}

/// `%s`, `%-5.2f`, `%1$s`, `%02d`: not `%20`, which is a blank.
std::size_t conversion_length(std::string_view rest) {
  const bool is_escape = is_hexadecimal(at_or_zero(rest, 1)) && is_hexadecimal(at_or_zero(rest, 2));
  // A batch file's `%~1`.
  if (at_or_zero(rest, 1) == '~' && is_digit(at_or_zero(rest, 2))) return 3;
  std::size_t end = 1;
  while (std::string_view("-+#0123456789.*$hlLzjt").find(at_or_zero(rest, end)) != npos) ++end;
  const char conversion = at_or_zero(rest, end);
  const bool known = conversion != 0 && std::string_view("sdiuxXvqcfgpr@").find(conversion) != npos;
  if (is_escape) return known && rest[1] == '0' && is_digit(rest[2]) && end > 2 ? end + 1 : 0;
  if (known) return end + 1;
  // Qt's `%1`, a batch file's first argument.
  return is_digit(at_or_zero(rest, 1)) ? 2 : 0;
}

/// `%HOST%`, `%amps.host%`: not `%20%20`, nor a date's `%Y_%m` or `%Y-T%H`.
std::size_t percent_name_length(std::string_view rest) {
  const std::size_t end = std::min(rest.find('%', 1), rest.size());
  if (end == rest.size() || end < 3 || !is_dotted(rest.substr(1, end - 1))) return 0;
  const bool is_plain = std::ranges::all_of(rest.substr(1, end - 1), is_word);
  if (!is_plain && (is_word(at_or_zero(rest, end + 1)) || !is_word(rest[2]))) return 0;
  if (rest[end - 1] == '_') return 0;
  const bool escapes = is_hexadecimal(rest[1]) && is_hexadecimal(rest[2]) &&
                       is_hexadecimal(at_or_zero(rest, end + 1)) &&
                       is_hexadecimal(at_or_zero(rest, end + 2));
  const bool date = end == 3 && is_letter(at_or_zero(rest, end + 1));
  return escapes || date ? 0 : end + 1;
}

/// `@HOST@` and `__HOST__` are parts by themselves, or they are of a name or a password.
bool stands_apart(std::string_view text, std::size_t at, std::size_t length, std::string_view open,
                  PlaceholderUse use) {
  const char before = at > 0 ? text[at - 1] : '\0';
  const char behind = at_or_zero(text, at + length);
  if (open == "__") {
    const std::string_view name = text.substr(at + 2, length - 4);
    const bool capitals = std::ranges::none_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
    const bool plain = std::ranges::all_of(name, is_word);
    return name.front() != '_' && name.back() != '_' &&
           ((capitals && plain) || (!is_word(before) && !is_word(behind)));
  }
  if (open != "@" || use == PlaceholderUse::configuration) return true;
  const bool begins = at > 0 && std::string_view("/:=,").find(before) != npos;
  const bool ends = behind == 0 || std::string_view("/:?&,").find(behind) != npos;
  return (begins || at == 0) && ends;
}

bool is_certain(std::string_view text, std::size_t at, std::size_t length, Certain certain) {
  if (certain == Certain::always) return true;
  if (certain == Certain::named) {
    std::string_view name = text.substr(at + 1, length - 2);
    const bool named = !name.empty() && is_letter(name[0]);
    const bool plain = std::ranges::all_of(name, [](char c) { return is_word(c) || c == '.'; });
    const bool escaped = at > 1 && text[at - 2] == '\\';  // a pattern's `\p{L}`
    if (named && plain && !escaped) return true;
    if (!name.empty() && !named && !is_digit(name[0])) return false;
    if (named && !plain && name.find_first_of(":!") == npos) return false;
  }
  const bool begins = at == 0 || text[at - 1] == ':' || text[at - 1] == '/';
  const char behind = at_or_zero(text, at + length);
  return begins && (behind == 0 || behind == ':' || behind == '/');
}

/// Whether `at` stands in the brackets of an IPv6 address, which may end in `%eth0`.
bool is_zone(std::string_view text, std::size_t at) {
  constexpr std::size_t longest_address = 64;
  const std::size_t far = std::min(at, longest_address);
  const std::string_view before = text.substr(at - far, far);
  const std::size_t bracket = before.rfind('[');
  if (bracket == npos) return false;
  const std::string_view inside = before.substr(bracket);
  return inside.find(':') != npos && inside.find(']') == npos;
}

/// With the form that it has; null for those that are not in the table.
struct FoundForm {
  std::size_t length = 0;
  const Form* form = nullptr;
};

FoundForm find_form(std::string_view text, std::size_t at, PlaceholderUse use) {
  const std::string_view rest = line_from(text, at);
  for (const Form& form : forms) {
    if (form.open[0] != rest[0]) continue;
    const std::size_t length = length_of(rest, form);
    if (length == 0 || !stands_apart(text, at, length, form.open, use)) continue;
    if (use == PlaceholderUse::configuration && !is_certain(text, at, length, form.certain)) {
      continue;
    }
    return {length, &form};
  }
  if (rest[0] == '$') return {variable_length(rest)};
  if (rest[0] != '%' || is_zone(text, at)) return {};
  if (const std::size_t length = percent_name_length(rest); length > 0) return {length};
  const std::size_t length = conversion_length(rest);
  const bool certain =
      use == PlaceholderUse::string || ((at == 0 || text[at - 1] == ':') && length > 0 &&
                                        (at + length == text.size() || text[at + length] == ':'));
  return {certain ? length : 0};
}

/// The signs that placeholders begin with: nearly no byte of a string or a configuration is one.
constexpr auto first_signs = [] {
  std::array<bool, 256> begins{};
  for (const Form& form : forms) begins.at(static_cast<unsigned char>(form.open[0])) = true;
  begins['$'] = begins['%'] = true;
  return begins;
}();

bool begins_one(char c) { return first_signs[static_cast<unsigned char>(c)]; }

}  // namespace

std::size_t placeholder_at(std::string_view text, std::size_t at, PlaceholderUse use) {
  return begins_one(text[at]) ? find_form(text, at, use).length : 0;
}

std::size_t quoting_placeholder_at(std::string_view text, std::size_t at) {
  if (!begins_one(text[at])) return 0;
  const FoundForm found = find_form(text, at, PlaceholderUse::string);
  return found.form != nullptr && found.form->inside == Inside::quoting ? found.length : 0;
}

std::string_view first_placeholder(std::string_view text, std::size_t from, PlaceholderUse use) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const std::size_t length = placeholder_at(text, at, use);
    if (length > 0) return text.substr(at, length);
  }
  return {};
}

bool is_template_control(std::string_view placeholder) {
  if (placeholder.starts_with("{%") || placeholder.starts_with("{#")) return true;
  if (!placeholder.starts_with("{{") && !placeholder.starts_with("[%")) return false;
  const std::size_t begin =
      std::min(placeholder.find_first_not_of("{[%-~ \t", 1), placeholder.size());
  if (std::string_view("#^/!>").find(at_or_zero(placeholder, begin)) != npos) return true;
  constexpr auto words = std::to_array<std::string_view>(
      {"if", "else", "end", "range", "with", "define", "block", "template", "IF", "ELSE", "ELSIF",
       "UNLESS", "END", "FOREACH"});
  std::size_t end = begin;
  while (end < placeholder.size() && is_word(placeholder[end])) ++end;
  return std::ranges::find(words, placeholder.substr(begin, end - begin)) != words.end();
}

std::string_view placeholder_name(std::string_view placeholder) {
  if (is_template_control(placeholder)) return {};
  const std::size_t begin =
      std::min(placeholder.find_first_not_of("$#%@!{}<>[]()=-? "), placeholder.size());
  // `.Values.port` of Helm; a hyphen is of a name where nothing else can be, as in `@amps-port@`.
  const bool hyphens = std::string_view("@%_").find(at_or_zero(placeholder, 0)) != npos;
  const auto is_of_name = [hyphens](char c) {
    return is_word(c) || c == '.' || (hyphens && c == '-');
  };
  std::size_t end = begin;
  while (end < placeholder.size() && is_of_name(placeholder[end])) ++end;
  std::string_view name = placeholder.substr(begin, end - begin);
  if (placeholder.starts_with("__") && name.size() > 4) name = name.substr(2, name.size() - 4);
  return !name.empty() && (is_letter(name[0]) || name[0] == '.') ? name : std::string_view();
}

std::string_view default_of_placeholder(std::string_view text) {
  if (text.size() < 8 || placeholder_at(text, 0) != text.size()) return {};
  const std::size_t sign = text.find("://");
  if (sign == npos) return {};
  std::size_t begin = sign;
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  if (begin == 0 || begin == sign) return {};
  const char before = text[begin - 1];
  if (before == '"' || before == '\'' || before == '`') {
    const std::size_t end = text.find(before, sign);
    return end == npos ? std::string_view() : text.substr(begin, end - begin);
  }
  const bool follows = text.starts_with("${") && std::string_view(":-=").find(before) != npos;
  return follows ? text.substr(begin, text.size() - 1 - begin) : std::string_view();
}

std::string_view without_template_ending(std::string_view path) {
  constexpr std::array<std::string_view, 20> endings{
      "ctmpl",  "ejs",    "epp",  "erb",      "ftl", "gotmpl", "hbs",      "in",   "j2",  "jinja",
      "jinja2", "liquid", "mako", "mustache", "njk", "php",    "template", "tmpl", "tpl", "vm"};
  while (true) {
    const std::size_t dot = path.rfind('.');
    if (dot == npos || dot == 0 || path[dot - 1] == '/') return path;
    const std::string ending = to_lower(path.substr(dot + 1));
    if (std::ranges::find(endings, ending) == endings.end()) return path;
    // `a.php` is a program, `a.xml.php` a template.
    const std::string_view rest = path.substr(0, dot);
    if (ending == "php" && rest.substr(rest.rfind('/') + 1).find('.') == npos) return path;
    path = rest;
  }
}

}  // namespace ampslint
