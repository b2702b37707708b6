// What is read leads back to what its author wrote: values of configurations, and the parts of
// connection strings. Both are made at random from a fixed seed.
#include <gtest/gtest.h>

#include "base/files.hpp"
#include "load/document.hpp"
#include "model/connection_string.hpp"
#include "support/examples.hpp"

namespace ampslint::testing {
namespace {

/// A bit of a value and one way to write it.
struct Atom {
  std::string_view value;
  std::string_view written;
  std::size_t lead = 0;  ///< bytes written before what stands for the value
  std::size_t tail = 0;  ///< and behind
};

constexpr Atom in_attributes[] = {{"a", "a"},
                                  {"\xc3\xa9", "\xc3\xa9"},
                                  {" ", " "},
                                  {"&", "&amp;"},
                                  {"<", "&#60;"},
                                  {"<", "&#x3C;"},
                                  {"\n", "\r\n"},
                                  {"\n", "\r"},
                                  {"07", "&two;"},
                                  {"x07", "&nest;"},
                                  {"9007", "${PORT}"},
                                  {"", "${EMPTY}"},
                                  {"$", "$"},
                                  {"${NONE}", "${NONE}"},
                                  {"9007", "${P&#79;RT}"},
                                  {"]]", "]]"}};
constexpr Atom in_elements_only[] = {{"<b>&amp;", "<![CDATA[<b>&amp;]]>", 9, 3},
                                     {"", "<!-- & ${PORT} -->"},
                                     {"", "<?pi x?>"},
                                     {"", "<![CDATA[]]>"}};

constexpr std::string_view prolog =
    "<!DOCTYPE AMPSConfig [<!ENTITY two '07'><!ENTITY nest \"x&two;\">]>\n<AMPSConfig>\n";

std::vector<Atom> atoms(Dealer& dealer, bool attribute) {
  // Blanks at the ends are dropped: something else stands there.
  std::vector<Atom> made{{"b", "b"}};
  for (std::size_t n = dealer.below(12); n > 0; --n) {
    const bool special = !attribute && dealer.one_in(4);
    made.push_back(special ? dealer.pick(in_elements_only) : dealer.pick(in_attributes));
  }
  made.push_back({"e", "e"});
  return made;
}

std::string written(const std::vector<Atom>& atoms) {
  std::string text;
  for (const Atom& atom : atoms) text += atom.written;
  return text;
}

void expect_text(const Text& text, const std::vector<Atom>& atoms, std::size_t begin) {
  std::string value;
  std::size_t at = begin;
  for (const Atom& atom : atoms) {
    if (!atom.value.empty()) {
      const Span span = text.span(value.size(), atom.value.size());
      EXPECT_EQ(span.begin, at + atom.lead) << written(atoms) << ": " << atom.written;
      EXPECT_EQ(span.end, at + atom.written.size() - atom.tail) << written(atoms);
    }
    value += atom.value;
    at += atom.written.size();
  }
  EXPECT_EQ(text.value, value) << written(atoms);
  EXPECT_EQ(text.where.begin, begin);
  EXPECT_EQ(text.where.end, at);
}

TEST(TextProperty, WhatStandsAtThePlaceOfAValueDecodesToIt) {
  Dealer dealer(20261123);
  constexpr int elements = 5000;
  std::string file(prolog);
  std::vector<std::pair<std::size_t, std::vector<Atom>>> attributes;
  std::vector<std::pair<std::size_t, std::vector<Atom>>> texts;
  for (int i = 0; i < elements; ++i) {
    file += "<E x=\"";
    attributes.emplace_back(file.size(), atoms(dealer, true));
    file += written(attributes.back().second) + "\">" + (dealer.one_in(2) ? " \r\n" : "");
    texts.emplace_back(file.size(), atoms(dealer, false));
    file += written(texts.back().second) + (dealer.one_in(2) ? "\t" : "") + "</E>\n";
  }
  file += "</AMPSConfig>\n";
  Variables variables;
  variables.define("PORT", "9007");
  variables.define("EMPTY", "");
  Sources sources;
  Arena arena;
  Overlay files(disk());
  files.texts.emplace(files.key("/no/amps.xml"), file);
  const Result<Document> document =
      load_document(files, "/no/amps.xml", variables, "5.3.5", sources, arena);
  ASSERT_TRUE(document.has_value() && document->root != nullptr);
  std::size_t number = 0;
  for (const Element& element : document->root->children()) {
    expect_text(element.attributes()->value, attributes[number].second, attributes[number].first);
    expect_text(element.text(), texts[number].second, texts[number].first);
    if (HasFailure()) break;
    ++number;
  }
  EXPECT_EQ(number, std::size_t{elements});
}

/// A string glued from the pieces that readers stumble over.
std::string glued(Dealer& dealer) {
  constexpr std::string_view pieces[] = {
      "tcp", "tcps", "unix", "ws",   ":",    "//",   "/",      "@",     "[",    "]", "::1",
      "h",   "9007", "amps", "json", "fix",  "?",    "&",      "=",     "path", "#", "%40",
      "%zz", ",",    ";",    " ",    "true", "\xff", "tcp://", "host:", "u:p@"};
  std::string text = dealer.one_in(2) ? "tcp://" : "";
  for (std::size_t n = dealer.below(14); n > 0; --n) text += dealer.pick(pieces);
  return text;
}

std::string printed(const Parts& parts) {
  std::string text(parts.scheme);
  if (parts.scheme.present()) text += ":";
  text += parts.slashes;
  text += parts.user;
  if (parts.password.present()) text.append(":").append(parts.password.reveal());
  if (parts.user.present()) text += "@";
  text.append(parts.bracketed ? "[" : "").append(parts.host).append(parts.bracketed ? "]" : "");
  if (parts.port.present()) text.append(":").append(parts.port);
  text += parts.path;
  if (parts.query.present()) text.append("?").append(parts.query);
  return text;
}

/// An opening bracket is closed, and a port or path or nothing follows.
bool has_sound_brackets(const Parts& parts, std::string_view text) {
  if (!parts.bracketed) return true;
  const auto end = static_cast<std::size_t>(parts.host.data() + parts.host.size() - text.data());
  const std::string_view rest = text.substr(end);
  return rest == "]" ||
         (rest.size() > 1 && rest[0] == ']' && std::string_view(":/?").find(rest[1]) != rest.npos);
}

TEST(TextProperty, PartsPutTogetherAgainAreTheString) {
  Dealer dealer(7);
  std::size_t clear = 0;
  for (int i = 0; i < 50'000; ++i) {
    const std::string text = glued(dealer);
    const ConnectionString read =
        read_connection_string({.value = text, .where = {}, .pieces = {}}, {});
    if (!read.is_clear() || !has_sound_brackets(read.written, text)) continue;
    ++clear;
    const std::string again = printed(read.written);
    EXPECT_EQ(again, text);
    const Parts& before = read.written;
    const Parts after = read_as_written(again);
    EXPECT_EQ(after.host, before.host) << text;
    EXPECT_EQ(after.message_type, before.message_type) << text;
    EXPECT_EQ(after.options.size(), before.options.size()) << text;
  }
  EXPECT_GT(clear, 5000U);
}

}  // namespace
}  // namespace ampslint::testing
