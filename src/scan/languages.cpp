#include "scan/languages.hpp"

#include <algorithm>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

struct Extension {
  std::string_view name;
  FileForm form;
};

constexpr FileForm code_of(Language language, Comments comments = Comments::slashes) {
  return {.syntax = Syntax::code, .comments = comments, .language = language};
}

constexpr FileForm xml{.syntax = Syntax::xml, .comments = Comments::none};
constexpr FileForm html{.syntax = Syntax::xml, .comments = Comments::none, .prose = true};
constexpr FileForm prose{.syntax = Syntax::prose, .comments = Comments::none, .prose = true};
constexpr FileForm json{.syntax = Syntax::json, .comments = Comments::slashes};
constexpr FileForm yaml{.syntax = Syntax::yaml};
constexpr FileForm other_code = code_of(Language::unknown);
constexpr FileForm hash_code = code_of(Language::unknown, Comments::hash);
constexpr FileForm dash_code = code_of(Language::unknown, Comments::dashes);

constexpr Extension extensions[] = {
    {"adoc", prose},
    {"asciidoc", prose},
    {"c", code_of(Language::cpp)},
    {"cc", code_of(Language::cpp)},
    {"cjs", code_of(Language::javascript)},
    {"config", xml},
    {"cpp", code_of(Language::cpp)},
    {"cs", code_of(Language::csharp)},
    {"csproj", xml},
    {"cts", code_of(Language::javascript)},
    {"cxx", code_of(Language::cpp)},
    {"dart", other_code},
    {"fs", code_of(Language::csharp)},
    {"go", code_of(Language::go)},
    {"gradle", other_code},
    {"groovy", code_of(Language::java)},
    {"h", code_of(Language::cpp)},
    {"hh", code_of(Language::cpp)},
    {"hpp", code_of(Language::cpp)},
    {"hs", dash_code},
    {"htm", html},
    {"html", html},
    {"hxx", code_of(Language::cpp)},
    {"java", code_of(Language::java)},
    {"jl", hash_code},
    {"js", code_of(Language::javascript)},
    {"json", json},
    {"json5", json},
    {"jsonc", json},
    {"jsx", code_of(Language::javascript)},
    {"kt", code_of(Language::java)},
    {"kts", code_of(Language::java)},
    {"lua", dash_code},
    {"markdown", prose},
    {"md", prose},
    {"mdx", prose},
    {"mjs", code_of(Language::javascript)},
    {"mts", code_of(Language::javascript)},
    {"org", prose},
    {"php", other_code},
    {"pl", hash_code},
    {"pm", hash_code},
    {"properties", {.syntax = Syntax::properties}},
    {"props", xml},
    {"py", code_of(Language::python)},
    {"pyi", code_of(Language::python)},
    {"q", other_code},
    {"r", hash_code},
    {"rb", hash_code},
    {"rs", other_code},
    {"rst", prose},
    {"scala", code_of(Language::java)},
    {"sql", dash_code},
    {"svelte", code_of(Language::javascript)},
    {"svg", html},
    {"swift", other_code},
    {"targets", xml},
    {"tcl", hash_code},
    {"tex", prose},
    {"ts", code_of(Language::javascript)},
    {"tsx", code_of(Language::javascript)},
    {"vb", code_of(Language::csharp)},
    {"vue", code_of(Language::javascript)},
    {"xaml", xml},
    {"xhtml", html},
    {"xml", xml},
    {"xsd", xml},
    {"xsl", xml},
    {"yaml", yaml},
    {"yml", yaml},
};
static_assert(std::ranges::is_sorted(extensions, {}, &Extension::name));

}  // namespace

FileForm form_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  const std::string extension = to_lower(name.substr(dot + 1));
  const auto* known = std::ranges::lower_bound(extensions, extension, {}, &Extension::name);
  return known != std::end(extensions) && known->name == extension ? known->form : FileForm{};
}

}  // namespace ampslint
