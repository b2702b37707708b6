#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ampslint {

/// How a file writes its values down.
enum class Syntax : std::uint8_t {
  settings,  ///< `KEY=value`, shell, TOML, anything not known
  code,
  properties,  ///< Java's, with `\:` and `\=`
  yaml,
  json,
  xml,
  csv,
  prose,  ///< Markdown and the like: no syntax of its own
};

/// What begins and ends a comment that may have several lines. One that nothing ends goes to the
/// end of the file.
struct CommentBlock {
  std::string_view open;
  std::string_view close;
  bool starts_line = false;
};

/// The comments of a language.
struct Comments {
  std::string_view signs;  ///< those that go to the end of their line, with blanks between them
  std::span<const CommentBlock> blocks = {};
};

/// The language of a program, if it implies which AMPS client it uses.
enum class Language : std::uint8_t { unknown, cpp, python, java, csharp, javascript, go };

/// How a text for people sets off a piece of code.
enum class Fences : std::uint8_t { none, markdown, asciidoc, rst, org };

/// What a file's name says of its content.
struct FileForm {
  Syntax syntax = Syntax::settings;
  Comments comments{.signs = "# ; rem //"};
  Language language = Language::unknown;
  bool prose = false;  ///< a text for people: its strings are examples
  Fences fences = Fences::none;
  bool document = false;   ///< the same without markup: `README`
  bool template_ = false;  ///< makes a file like this; has comments of its own
  bool shell = false;
  bool plain = false;  ///< a text, or a list: what stands in its sentences is an example
};

/// Of a language's name (`c++`), as a block of code in a text for people has it, or an extension.
FileForm form_of_language(std::string_view name);

/// By the extension, or the name where there is none; `path` may be any path.
FileForm form_of(std::string_view path);

}  // namespace ampslint
