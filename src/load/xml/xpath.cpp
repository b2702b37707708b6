#include "load/xml/xpath.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <pugixml.hpp>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/printable.hpp"

namespace ampslint {
namespace {

using xpath::Fault;
using xpath::Token;
using xpath::TokenKind;

/// The bracket that another one closes, or the end.
std::size_t opening_of(const std::vector<Token>& tokens, std::size_t closing) {
  std::size_t open = 0;
  for (std::size_t i = closing + 1; i-- > 0;) {
    if (tokens[i].is(")")) ++open;
    if (tokens[i].is("(") && --open == 0) return i;
  }
  return tokens.size();
}

/// The library reports what is wrong with a call behind its last bracket.
std::size_t place_of(const std::vector<Token>& tokens, std::size_t offset, std::string_view what) {
  if (what.find("function") == std::string_view::npos) return offset;
  std::size_t last = tokens.size() - 1;
  while (last > 0 && tokens[last].at >= offset) --last;
  const std::size_t open = opening_of(tokens, last);
  return open > 0 && open < tokens.size() ? tokens[open - 1].at : offset;
}

/// The library's words as a clause of ours.
std::string clause(std::string_view words) {
  std::string text(words);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return text;
}

Fault fault_of(const std::vector<Token>& tokens, std::size_t offset, std::string_view what) {
  const std::size_t at = place_of(tokens, offset, what);
  const auto token = std::ranges::find(tokens, at, &Token::at);
  if (what.find("parameter count") != std::string_view::npos && token != tokens.end()) {
    return {at, fmt::format("wrong number or kind of arguments for '{}'",
                            printable_start(token->text))};
  }
  if (offset >= tokens.back().at) return {offset, clause(what) + " at the end"};
  if (token == tokens.end()) return {at, clause(what)};
  return {at, fmt::format("{} at '{}'", clause(what), printable_start(token->text))};
}

using Key = std::pair<const void*, const void*>;

Key key_of(const pugi::xpath_node& node) {
  const pugi::xml_node own = node.attribute() ? node.parent() : node.node();
  return {own.internal_object(), node.attribute().internal_object()};
}

/// What an unknown value could be, as far as an expression can notice: what it names itself, and
/// what begins, ends or is sorted next to that.
void add_guesses(const std::vector<Token>& tokens, std::set<std::string>& guesses) {
  for (const Token& token : tokens) {
    const std::string text(token.text);
    if (token.kind == TokenKind::literal) {
      guesses.insert({text, text + "x", "x" + text, text + "0"});
    } else if (token.kind == TokenKind::number) {
      const double number = std::strtod(text.c_str(), nullptr);
      for (const double near : {number - 1, number, number + 1}) {
        guesses.insert(fmt::format("{}", near));
      }
    }
  }
}

std::set<std::string> guesses_for(const XPath& selects, const XPath* unless) {
  std::set<std::string> guesses{""};
  add_guesses(selects.tokens(), guesses);
  if (unless != nullptr) add_guesses(unless->tokens(), guesses);
  return guesses;
}

bool has_unknown(const Element& element) {
  if (element.text().unresolved) return true;
  for (const Attribute* one = element.attributes(); one != nullptr; one = one->next) {
    if (one->value.unresolved) return true;
  }
  return std::ranges::any_of(element.children(), has_unknown);
}

bool is_incomplete(const Element& element) {
  return element.incomplete || std::ranges::any_of(element.children(), is_incomplete);
}

}  // namespace

struct XPath::Compiled {
  std::string expression;
  std::vector<Token> tokens;
  pugi::xpath_query query;
};

tl::expected<XPath, Fault> XPath::compile(std::string_view expression) {
  auto compiled = std::make_shared<Compiled>();
  compiled->expression = expression;
  compiled->tokens = xpath::tokens_of(compiled->expression);
  const std::vector<Token>& tokens = compiled->tokens;
  if (const std::size_t nul = expression.find('\0'); nul != std::string_view::npos) {
    return tl::unexpected(Fault{nul, "a NUL character in an expression"});
  }
  if (auto unknown = xpath::unknown_name(tokens)) return tl::unexpected(std::move(*unknown));
  const auto refused = [&tokens](const pugi::xpath_parse_result& result) {
    return tl::unexpected(
        fault_of(tokens, static_cast<std::size_t>(result.offset), result.description()));
  };
#ifdef PUGIXML_NO_EXCEPTIONS
  compiled->query = pugi::xpath_query(compiled->expression.c_str());
#else
  try {
    compiled->query = pugi::xpath_query(compiled->expression.c_str());
  } catch (const pugi::xpath_exception& refusal) {
    return refused(refusal.result());
  }
#endif
  if (!compiled->query) return refused(compiled->query.result());
  return XPath(std::move(compiled));
}

bool XPath::selects_nodes() const {
  return compiled_->query.return_type() == pugi::xpath_type_node_set;
}

const std::vector<Token>& XPath::tokens() const { return compiled_->tokens; }

Span XPathNode::where() const {
  if (attribute != nullptr) {
    const Text& value = attribute->value;
    return value && value.where.begin < value.where.end ? value.where : attribute->name.where;
  }
  const Text text = element->text();
  if (text && (is_text || element->children().empty())) return text.where;
  return element->name().where;
}

struct XPathTree::Built {
  explicit Built(const Element& top) : root(top) { add(top, document); }

  void add(const Element& element, pugi::xml_node parent) {
    pugi::xml_node node = parent.append_child(pugi::node_element);
    node.set_name(std::string(element.name().value).c_str());
    elements.emplace(node.internal_object(), &element);
    for (const Attribute* one = element.attributes(); one != nullptr; one = one->next) {
      pugi::xml_attribute made = node.append_attribute(std::string(one->name.value).c_str());
      made.set_value(std::string(one->value.value).c_str());
      if (one->value.unresolved) unknown_attributes.push_back({made, one->value.value});
    }
    if (const Text text = element.text()) {
      pugi::xml_node made = node.append_child(pugi::node_pcdata);
      made.set_value(std::string(text.value).c_str());
      if (text.unresolved) unknown_texts.push_back({made, text.value});
    }
    for (const Element& child : element.children()) add(child, node);
  }

  bool has_unknown() const { return !unknown_attributes.empty() || !unknown_texts.empty(); }

  void take_for_unknown(const std::string& value) {
    for (auto& one : unknown_attributes) one.first.set_value(value.c_str());
    for (auto& one : unknown_texts) one.first.set_value(value.c_str());
  }
  void put_back() {
    for (auto& [one, value] : unknown_attributes) one.set_value(std::string(value).c_str());
    for (auto& [one, value] : unknown_texts) one.set_value(std::string(value).c_str());
  }

  std::vector<pugi::xpath_node> evaluate(const pugi::xpath_query& selects,
                                         const pugi::xpath_query* unless) const {
    std::vector<pugi::xpath_node> found;
    for (const pugi::xpath_node& node : selects.evaluate_node_set(document)) {
      if (unless == nullptr || !unless->evaluate_boolean(node)) found.push_back(node);
    }
    return found;
  }

  XPathNode own_form(const pugi::xpath_node& node) const {
    const pugi::xml_node in = node.attribute() ? node.parent() : node.node();
    if (in.type() == pugi::node_document) return {.element = &root};
    if (in.type() == pugi::node_pcdata) {
      return {.element = elements.at(in.parent().internal_object()), .is_text = true};
    }
    XPathNode made{.element = elements.at(in.internal_object())};
    if (!node.attribute()) return made;
    const Attribute* own = made.element->attributes();
    for (pugi::xml_attribute one = in.first_attribute(); one != node.attribute();
         one = one.next_attribute()) {
      own = own->next;
    }
    made.attribute = own;
    return made;
  }

  const Element& root;
  pugi::xml_document document;
  std::unordered_map<const void*, const Element*> elements;
  std::vector<std::pair<pugi::xml_attribute, std::string_view>> unknown_attributes;
  std::vector<std::pair<pugi::xml_node, std::string_view>> unknown_texts;
};

XPathTree::XPathTree(const Element& root) : built_(std::make_unique<Built>(root)) {}
XPathTree::~XPathTree() = default;

std::vector<XPathNode> XPathTree::select(const XPath& selects, const XPath* unless) {
  const pugi::xpath_query& query = selects.compiled_->query;
  const pugi::xpath_query* condition = unless == nullptr ? nullptr : &unless->compiled_->query;
  std::vector<pugi::xpath_node> found = built_->evaluate(query, condition);
  if (built_->has_unknown()) {
    for (const std::string& guess : guesses_for(selects, unless)) {
      if (found.empty()) break;
      built_->take_for_unknown(guess);
      std::set<Key> still;
      for (const pugi::xpath_node& node : built_->evaluate(query, condition)) {
        still.insert(key_of(node));
      }
      std::erase_if(found, [&still](const auto& node) { return !still.contains(key_of(node)); });
    }
    built_->put_back();
  }
  std::vector<XPathNode> nodes;
  for (const pugi::xpath_node& node : found) {
    const XPathNode own = built_->own_form(node);
    const bool is_element = own.attribute == nullptr && !own.is_text;
    if (!is_element || !is_incomplete(*own.element)) nodes.push_back(own);
  }
  return nodes;
}

std::size_t evaluations(const Element& root, const XPath& selects, const XPath* unless) {
  return has_unknown(root) ? 1 + guesses_for(selects, unless).size() : 1;
}

}  // namespace ampslint
