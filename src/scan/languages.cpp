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

constexpr CommentBlock c_blocks[] = {{"/*", "*/"}};
constexpr CommentBlock xml_blocks[] = {{"<!--", "-->"}};
constexpr CommentBlock python_blocks[] = {{R"(""")", R"(""")"}, {"'''", "'''"}};
constexpr CommentBlock lua_blocks[] = {
    {"--[[", "]]"}, {"--[=[", "]=]"}, {"--[==[", "]==]"}, {"--[===[", "]===]"}};
constexpr CommentBlock ruby_blocks[] = {{"=begin", "\n=end", true}, {"__END__\n", "", true}};
constexpr CommentBlock perl_blocks[] = {{"=pod", "\n=cut", true},   {"=head", "\n=cut", true},
                                        {"=begin", "\n=cut", true}, {"=over", "\n=cut", true},
                                        {"=item", "\n=cut", true},  {"=for", "\n=cut", true},
                                        {"__END__\n", "", true},    {"=encoding", "\n=cut", true}};
constexpr CommentBlock powershell_blocks[] = {{"<#", "#>"}};
constexpr CommentBlock haskell_blocks[] = {{"{-", "-}"}};
constexpr CommentBlock ml_blocks[] = {{"(*", "*)"}};
constexpr CommentBlock julia_blocks[] = {{"#=", "=#"}, {R"(""")", R"(""")", true}};
constexpr CommentBlock cmake_blocks[] = {{"#[[", "]]"}, {"#[=[", "]=]"}, {"#[==[", "]==]"}};
constexpr CommentBlock elixir_blocks[] = {{R"(doc """)", R"(""")"}, {R"(doc ~S""")", R"(""")"}};
constexpr CommentBlock clojure_blocks[] = {{"(comment", "\n(", true}};
constexpr CommentBlock matlab_blocks[] = {{"%{\n", "%}"}, {"/*", "*/"}};

constexpr Comments no_comments{};
constexpr Comments slashes{.signs = "//", .blocks = c_blocks};
constexpr Comments hash{.signs = "#"};
constexpr Comments hash_and_slashes{.signs = "# //", .blocks = c_blocks};
constexpr Comments dashes{.signs = "--", .blocks = c_blocks};
constexpr Comments semicolons{.signs = ";"};

constexpr FileForm code_of(Language language, Comments comments = slashes) {
  return {.syntax = Syntax::code, .comments = comments, .language = language};
}
constexpr FileForm settings_of(Comments comments) { return {.comments = comments}; }

constexpr Comments xml_comments{.signs = {}, .blocks = xml_blocks};
constexpr FileForm xml{.syntax = Syntax::xml, .comments = xml_comments};
constexpr FileForm html{.syntax = Syntax::xml, .comments = xml_comments, .prose = true};
constexpr FileForm prose_with(Fences fences) {
  return {.syntax = Syntax::prose, .comments = no_comments, .prose = true, .fences = fences};
}
constexpr FileForm prose = prose_with(Fences::none);
constexpr FileForm markdown = prose_with(Fences::markdown);
constexpr FileForm asciidoc = prose_with(Fences::asciidoc);
constexpr FileForm json{.syntax = Syntax::json, .comments = slashes};
constexpr FileForm yaml{.syntax = Syntax::yaml, .comments = hash};
constexpr FileForm csv{.syntax = Syntax::csv, .comments = no_comments};
constexpr FileForm clojure = code_of(Language::java, {.signs = "; #_", .blocks = clojure_blocks});
constexpr FileForm python = code_of(Language::python, {.signs = "#", .blocks = python_blocks});
constexpr FileForm ruby = code_of(Language::unknown, {.signs = "#", .blocks = ruby_blocks});
constexpr FileForm perl = code_of(Language::unknown, {.signs = "#", .blocks = perl_blocks});
constexpr FileForm php = code_of(Language::unknown, hash_and_slashes);
constexpr FileForm fsharp = code_of(Language::csharp, {.signs = "//", .blocks = ml_blocks});
constexpr FileForm ocaml = code_of(Language::unknown, {.signs = {}, .blocks = ml_blocks});
constexpr FileForm basic = code_of(Language::csharp, {.signs = "' rem"});
constexpr FileForm lisp = code_of(Language::unknown, semicolons);
constexpr FileForm other_code = code_of(Language::unknown);
constexpr FileForm hash_code = code_of(Language::unknown, hash);
constexpr FileForm dash_code = code_of(Language::unknown, dashes);
constexpr FileForm batch{.comments = {.signs = ":: rem"}, .shell = true};
constexpr FileForm shell{.comments = hash, .shell = true};
constexpr FileForm hcl = settings_of(hash_and_slashes);
constexpr FileForm elixir = settings_of({.signs = "#", .blocks = elixir_blocks});
constexpr FileForm cmake = settings_of({.signs = "#", .blocks = cmake_blocks});
constexpr FileForm powershell = settings_of({.signs = "#", .blocks = powershell_blocks});
constexpr FileForm erlang = settings_of({.signs = "%"});
constexpr FileForm log_file{.document = true, .plain = true};

constexpr Extension extensions[] = {
    {"adb", dash_code},
    {"adoc", asciidoc},
    {"ads", dash_code},
    {"asc", asciidoc},
    {"asciidoc", asciidoc},
    {"bas", basic},
    {"bash", shell},
    {"bat", batch},
    {"c", code_of(Language::cpp)},
    {"cc", code_of(Language::cpp)},
    {"cjs", code_of(Language::javascript)},
    {"clj", clojure},
    {"cljc", clojure},
    {"cljs", code_of(Language::javascript, semicolons)},
    {"cmake", cmake},
    {"cmd", batch},
    {"config", xml},
    {"cpp", code_of(Language::cpp)},
    {"cs", code_of(Language::csharp)},
    {"cshtml", code_of(Language::csharp)},
    {"csproj", xml},
    {"css", settings_of(slashes)},
    {"csv", csv},
    {"csx", code_of(Language::csharp)},
    {"cts", code_of(Language::javascript)},
    {"cu", code_of(Language::cpp)},
    {"cue", hcl},
    {"cxx", code_of(Language::cpp)},
    {"dart", other_code},
    {"ddl", dash_code},
    {"edn", clojure},
    {"el", lisp},
    {"elm", code_of(Language::unknown, {.signs = "--", .blocks = haskell_blocks})},
    {"erl", erlang},
    {"ex", elixir},
    {"exs", elixir},
    {"fs", fsharp},
    {"fsi", fsharp},
    {"fsx", fsharp},
    {"gemspec", ruby},
    {"go", code_of(Language::go)},
    {"gradle", code_of(Language::java)},
    {"groovy", code_of(Language::java)},
    {"gvy", code_of(Language::java)},
    {"h", code_of(Language::cpp)},
    {"hcl", hcl},
    {"hh", code_of(Language::cpp)},
    {"hocon", hcl},
    {"hpp", code_of(Language::cpp)},
    {"hrl", erlang},
    {"hs", code_of(Language::unknown, {.signs = "--", .blocks = haskell_blocks})},
    {"htm", html},
    {"html", html},
    {"hxx", code_of(Language::cpp)},
    {"inl", code_of(Language::cpp)},
    {"ino", code_of(Language::cpp)},
    {"ipp", code_of(Language::cpp)},
    {"ipynb", json},
    {"java", code_of(Language::java)},
    {"jl", code_of(Language::unknown, {.signs = "#", .blocks = julia_blocks})},
    {"js", code_of(Language::javascript)},
    {"json", json},
    {"json5", json},
    {"jsonc", json},
    {"jsonl", json},
    {"jsonnet", hcl},
    {"jsx", code_of(Language::javascript)},
    {"ksh", shell},
    {"kt", code_of(Language::java)},
    {"kts", code_of(Language::java)},
    {"less", settings_of(slashes)},
    {"libsonnet", hcl},
    {"lisp", lisp},
    {"log", log_file},
    {"lua", code_of(Language::unknown, {.signs = "--", .blocks = lua_blocks})},
    {"m", settings_of({.signs = "% //", .blocks = matlab_blocks})},
    {"markdown", markdown},
    {"md", markdown},
    {"mdx", markdown},
    {"mediawiki", prose},
    {"mjs", code_of(Language::javascript)},
    {"ml", ocaml},
    {"mli", ocaml},
    {"mts", code_of(Language::javascript)},
    {"ndjson", json},
    {"nix", hcl},
    {"nomad", hcl},
    {"org", prose_with(Fences::org)},
    {"out", log_file},
    {"pgsql", dash_code},
    {"php", php},
    {"phtml", php},
    {"pl", perl},
    {"pm", perl},
    {"pod", prose},
    {"properties", {.syntax = Syntax::properties}},
    {"props", xml},
    {"proto", settings_of(slashes)},
    {"ps1", powershell},
    {"psd1", powershell},
    {"psm1", powershell},
    {"psv", csv},
    {"purs", code_of(Language::unknown, {.signs = "--", .blocks = haskell_blocks})},
    {"pxd", python},
    {"py", python},
    {"pyi", python},
    {"pyw", python},
    {"pyx", python},
    {"q", other_code},
    {"qmd", markdown},
    {"r", hash_code},
    {"rake", ruby},
    {"razor", code_of(Language::csharp)},
    {"rb", ruby},
    {"rdoc", prose},
    {"rkt", lisp},
    {"rmd", markdown},
    {"rs", other_code},
    {"rst", prose_with(Fences::rst)},
    {"sbt", code_of(Language::java)},
    {"sc", code_of(Language::java)},
    {"scala", code_of(Language::java)},
    {"scm", lisp},
    {"scss", settings_of(slashes)},
    {"sh", shell},
    {"sql", dash_code},
    {"svelte", code_of(Language::javascript)},
    {"svg", html},
    {"swift", other_code},
    {"targets", xml},
    {"tcl", hash_code},
    {"tex", prose},
    {"textile", prose},
    {"tf", hcl},
    {"tfvars", hcl},
    {"thrift", hcl},
    {"ts", code_of(Language::javascript)},
    {"tsv", csv},
    {"tsx", code_of(Language::javascript)},
    {"txt", {.plain = true}},
    {"vb", basic},
    {"vba", basic},
    {"vbs", basic},
    {"vhd", dash_code},
    {"vim", settings_of({.signs = "\""})},
    {"vue", code_of(Language::javascript)},
    {"wiki", prose},
    {"xaml", xml},
    {"xhtml", html},
    {"xml", xml},
    {"xsd", xml},
    {"xsl", xml},
    {"yaml", yaml},
    {"yml", yaml},
    {"zig", settings_of(slashes)},
    {"zsh", shell},
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
    {"shell", "sh"},
    {"elixir", "ex"},
    {"erlang", "erl"},
    {"ocaml", "ml"},
    {"powershell", "ps1"},
    {"terraform", "tf"},
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

FileForm form_of_name(std::string_view name) {
  if (name == "Jenkinsfile") return form_of_language("groovy");
  if (name == "CMakeLists.txt") return cmake;
  if (is_document(name)) return {.document = true};
  // Also `amps.log.1`.
  if (name.find(".log.") != npos) return log_file;
  const std::size_t dot = name.rfind('.');
  if (dot == npos) return {.shell = true};
  return dot == 0 ? FileForm{} : form_of_language(name.substr(dot + 1));
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
  const std::string_view full = path.substr(path.rfind('/') + 1);
  std::string_view name = without_template_ending(full);
  if (name.ends_with(".twig")) name.remove_suffix(5);
  FileForm form = form_of_name(name);
  form.template_ = name.size() < full.size();
  return form;
}

}  // namespace ampslint
