// Turns the pages of the rules into HTML, while the program is built.
// usage: pages_to_html OUT.cpp PAGE.md...
#include <md4c.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

#include "report/xml_escape.hpp"

namespace ampslint {
namespace {

// md4c takes what is not 0 as the end of the work.
constexpr int go_on = 0;
constexpr int unknown_syntax = 1;

// By md4c's numbers. Nothing: a page of the report does not have it, or not as an element alone.
// Every heading is of the level that fits below a finding and beside it.
constexpr std::array<std::string_view, MD_BLOCK_TD + 1> block_tags{
    "", "", "ul", "ol", "li", "", "h4", "", "", "p", "table", "thead", "tbody", "tr", "th", "td"};
constexpr std::array<std::string_view, MD_SPAN_CODE + 1> span_tags{"em", "strong", "", "", "code"};

std::string& html_of(void* user) { return *static_cast<std::string*>(user); }

int add_tag(std::string_view begin, std::string_view tag, void* user) {
  if (tag.empty()) return unknown_syntax;
  html_of(user).append(begin).append(tag).append(">");
  return go_on;
}

int enter_block(MD_BLOCKTYPE block, void* detail, void* user) {
  if (block == MD_BLOCK_DOC) return go_on;
  if (block != MD_BLOCK_CODE) return add_tag("<", block_tags.at(block), user);
  // The words behind the fence are its caption.
  const MD_ATTRIBUTE& info = static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->info;
  html_of(user) +=
      "<p class=\"caption\">" + xml_text({info.text, info.size}) + "</p><pre tabindex=\"0\"><code>";
  return go_on;
}

int leave_block(MD_BLOCKTYPE block, void* detail, void* user) {
  if (block == MD_BLOCK_DOC) return go_on;
  if (block == MD_BLOCK_CODE) {
    html_of(user) += "</code></pre>";
    return go_on;
  }
  // The report shows the title elsewhere.
  if (block == MD_BLOCK_H && static_cast<MD_BLOCK_H_DETAIL*>(detail)->level == 1) {
    html_of(user).clear();
    return go_on;
  }
  return add_tag("</", block_tags.at(block), user);
}

// Of a link only the text is shown: it leads to files that the reader of a report does not have.
int enter_span(MD_SPANTYPE span, void* /*detail*/, void* user) {
  return span == MD_SPAN_A ? go_on : add_tag("<", span_tags.at(span), user);
}

int leave_span(MD_SPANTYPE span, void* /*detail*/, void* user) {
  return span == MD_SPAN_A ? go_on : add_tag("</", span_tags.at(span), user);
}

int add_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
  const std::string_view added(text, size);
  const std::string html = type == MD_TEXT_BR       ? "<br>"
                           : type == MD_TEXT_ENTITY ? std::string(added)
                                                    : xml_text(added);
  html_of(user) += html;
  return go_on;
}

/// Nothing where a page has what the report has no look for. Raw HTML is text.
std::string to_html(const std::string& markdown) {
  const MD_PARSER parser{.abi_version = 0,
                         .flags = MD_FLAG_TABLES | MD_FLAG_NOHTML,
                         .enter_block = enter_block,
                         .leave_block = leave_block,
                         .enter_span = enter_span,
                         .leave_span = leave_span,
                         .text = add_text,
                         .debug_log = nullptr,
                         .syntax = nullptr};
  std::string html;
  const auto size = static_cast<MD_SIZE>(markdown.size());
  return md_parse(markdown.data(), size, &parser, &html) == go_on ? html : "";
}

int main(int argc, char** argv) {
  std::ofstream out(argv[1], std::ios::binary);
  out << "// Made from the files of rules/; do not edit.\n#include <map>\n\n"
         "#include \"report/html/page.hpp\"\n\nnamespace ampslint {\n\n"
         "std::string_view rule_page(std::string_view id) {\n"
         "  static const std::map<std::string_view, std::string_view> pages{\n";
  for (int i = 2; i < argc; ++i) {
    const std::filesystem::path path(argv[i]);
    std::ifstream in(path, std::ios::binary);
    const std::string html = to_html({std::istreambuf_iterator(in), {}});
    if (html.empty()) {
      std::cerr << path.string() << ": the HTML report cannot show this page\n";
      return 1;
    }
    out << "    {\"" << path.stem().string() << "\", R\"html(" << html << ")html\"},\n";
  }
  out << "  };\n  return pages.at(id);\n}\n\n}  // namespace ampslint\n";
  return out.flush() ? 0 : 1;
}

}  // namespace
}  // namespace ampslint

int main(int argc, char** argv) { return ampslint::main(argc, argv); }
