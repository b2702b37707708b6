#include "scan/languages.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"
#include "base/placeholder.hpp"

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
constexpr FileForm prose_with(Fences fences) {
  return {.syntax = Syntax::prose, .comments = Comments::none, .prose = true, .fences = fences};
}
constexpr FileForm prose = prose_with(Fences::none);
constexpr FileForm markdown = prose_with(Fences::markdown);
constexpr FileForm asciidoc = prose_with(Fences::asciidoc);
constexpr FileForm json{.syntax = Syntax::json, .comments = Comments::slashes};
constexpr FileForm yaml{.syntax = Syntax::yaml};
constexpr FileForm csv{.syntax = Syntax::csv, .comments = Comments::none};
constexpr FileForm clojure = code_of(Language::java, Comments::semicolons);
constexpr FileForm other_code = code_of(Language::unknown);
constexpr FileForm hash_code = code_of(Language::unknown, Comments::hash);
constexpr FileForm dash_code = code_of(Language::unknown, Comments::dashes);

constexpr Extension extensions[] = {
    {"adoc", asciidoc},
    {"asc", asciidoc},
    {"asciidoc", asciidoc},
    {"c", code_of(Language::cpp)},
    {"cc", code_of(Language::cpp)},
    {"cjs", code_of(Language::javascript)},
    {"clj", clojure},
    {"cljc", clojure},
    {"cljs", code_of(Language::javascript, Comments::semicolons)},
    {"config", xml},
    {"cpp", code_of(Language::cpp)},
    {"cs", code_of(Language::csharp)},
    {"cshtml", code_of(Language::csharp)},
    {"csproj", xml},
    {"csv", csv},
    {"csx", code_of(Language::csharp)},
    {"cts", code_of(Language::javascript)},
    {"cu", code_of(Language::cpp)},
    {"cxx", code_of(Language::cpp)},
    {"dart", other_code},
    {"edn", clojure},
    {"el", code_of(Language::unknown, Comments::semicolons)},
    {"fs", code_of(Language::csharp)},
    {"fsx", code_of(Language::csharp)},
    {"go", code_of(Language::go)},
    {"gradle", code_of(Language::java)},
    {"groovy", code_of(Language::java)},
    {"gvy", code_of(Language::java)},
    {"h", code_of(Language::cpp)},
    {"hh", code_of(Language::cpp)},
    {"hpp", code_of(Language::cpp)},
    {"hs", dash_code},
    {"htm", html},
    {"html", html},
    {"hxx", code_of(Language::cpp)},
    {"inl", code_of(Language::cpp)},
    {"ino", code_of(Language::cpp)},
    {"ipp", code_of(Language::cpp)},
    {"ipynb", json},
    {"java", code_of(Language::java)},
    {"jl", hash_code},
    {"js", code_of(Language::javascript)},
    {"json", json},
    {"json5", json},
    {"jsonc", json},
    {"jsonl", json},
    {"jsx", code_of(Language::javascript)},
    {"kt", code_of(Language::java)},
    {"kts", code_of(Language::java)},
    {"lisp", code_of(Language::unknown, Comments::semicolons)},
    {"log", {.plain = true}},
    {"lua", dash_code},
    {"markdown", markdown},
    {"md", markdown},
    {"mdx", markdown},
    {"mediawiki", prose},
    {"mjs", code_of(Language::javascript)},
    {"mts", code_of(Language::javascript)},
    {"ndjson", json},
    {"org", prose_with(Fences::org)},
    {"out", {.plain = true}},
    {"php", other_code},
    {"pl", hash_code},
    {"pm", hash_code},
    {"pod", prose},
    {"properties", {.syntax = Syntax::properties}},
    {"props", xml},
    {"psv", csv},
    {"py", code_of(Language::python)},
    {"pyi", code_of(Language::python)},
    {"pyw", code_of(Language::python)},
    {"pyx", code_of(Language::python)},
    {"q", other_code},
    {"qmd", markdown},
    {"r", hash_code},
    {"razor", code_of(Language::csharp)},
    {"rb", hash_code},
    {"rdoc", prose},
    {"rmd", markdown},
    {"rs", other_code},
    {"rst", prose_with(Fences::rst)},
    {"sbt", code_of(Language::java)},
    {"sc", code_of(Language::java)},
    {"scala", code_of(Language::java)},
    {"scm", code_of(Language::unknown, Comments::semicolons)},
    {"sql", dash_code},
    {"svelte", code_of(Language::javascript)},
    {"svg", html},
    {"swift", other_code},
    {"targets", xml},
    {"tcl", hash_code},
    {"tex", prose},
    {"textile", prose},
    {"ts", code_of(Language::javascript)},
    {"tsv", csv},
    {"tsx", code_of(Language::javascript)},
    {"txt", {.plain = true}},
    {"vb", code_of(Language::csharp)},
    {"vue", code_of(Language::javascript)},
    {"wiki", prose},
    {"xaml", xml},
    {"xhtml", html},
    {"xml", xml},
    {"xsd", xml},
    {"xsl", xml},
    {"yaml", yaml},
    {"yml", yaml},
};
static_assert(std::ranges::is_sorted(extensions, {}, &Extension::name));

/// What blocks of code call a language that is known by its extension.
constexpr std::pair<std::string_view, std::string_view> aliases[] = {
    {"c#", "cs"},
    {"c++", "cpp"},
    {"clojure", "clj"},
    {"clojurescript", "cljs"},
    {"csharp", "cs"},
    {"golang", "go"},
    {"javascript", "js"},
    {"json", "json"},
    {"kotlin", "kt"},
    {"node", "js"},
    {"python", "py"},
    {"python3", "py"},
    {"pycon", "py"},
    {"ruby", "rb"},
    {"rust", "rs"},
    {"typescript", "ts"},
    {"fsharp", "fs"},
    {"f#", "fs"},
    {"vbnet", "vb"},
    {"perl", "pl"},
    {"haskell", "hs"},
    {"julia", "jl"},
    {"nodejs", "js"},
    {"java-properties", "properties"},
    {"jenkinsfile", "groovy"}};

/// `README`, `CHANGES.txt`: a text for people without markup.
bool is_document(std::string_view name) {
  constexpr std::array<std::string_view, 11> names{"readme",  "changelog", "changes", "news",
                                                   "install", "hacking",   "todo",    "notes",
                                                   "license", "copying",   "authors"};
  const std::string lower = to_lower(name);
  const std::string_view stem = std::string_view(lower).substr(0, lower.find('.'));
  const bool plain = stem.size() == lower.size() || lower == std::string(stem) + ".txt";
  return plain && std::ranges::find(names, stem) != names.end();
}

}  // namespace

FileForm form_of_language(std::string_view name) {
  const std::string wanted = to_lower(name);
  const auto* alias =
      std::ranges::find(aliases, wanted, &std::pair<std::string_view, std::string_view>::first);
  const std::string_view extension = alias == std::end(aliases) ? wanted : alias->second;
  const auto* known = std::ranges::lower_bound(extensions, extension, {}, &Extension::name);
  return known != std::end(extensions) && known->name == extension ? known->form : FileForm{};
}

FileForm form_of(std::string_view path) {
  // A template is written like what it makes.
  const std::string_view name = without_template_ending(path.substr(path.rfind('/') + 1));
  if (name == "Jenkinsfile") return form_of_language("groovy");
  if (is_document(name)) return {.document = true};
  const std::size_t dot = name.rfind('.');
  return dot == npos || dot == 0 ? FileForm{} : form_of_language(name.substr(dot + 1));
}

}  // namespace ampslint
