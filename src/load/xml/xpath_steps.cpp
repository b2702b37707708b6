#include "load/xml/xpath_steps.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ampslint::xpath {
namespace {

/// So many bytes of text take about as long as a node.
constexpr double bytes_of_step = 16;

double size_of(std::string_view text) { return static_cast<double>(text.size()) / bytes_of_step; }

class ShapeMaker {
 public:
  explicit ShapeMaker(Shape& shape) : shape_(shape) {}

  /// The nodes and text of an element.
  double add(const Element& element, double depth) {
    double whole = 1;
    double attributes = 0;
    for (const Attribute* one = element.attributes(); one != nullptr; one = one->next) {
      whole += keep(shape_.attributes, size_of(one->value.value));
      shape_.attributes.together = std::max(shape_.attributes.together, ++attributes);
    }
    if (const Text text = element.text()) {
      whole += keep(shape_.texts, size_of(text.value));
      shape_.texts.together = 1;
    }
    count_children(element);
    for (const Element& child : element.children()) whole += add(child, depth + 1);
    shape_.depth = std::max(shape_.depth, depth);
    const Extent own{.nodes = 1, .whole = whole};
    shape_.elements += own;
    shape_.named[element.name().value] += own;
    return whole;
  }

 private:
  /// How many of each name are children of one element.
  void count_children(const Element& element) {
    double all = 0;
    for (const Element& child : element.children()) {
      auto& [parent, number] = counts_[child.name().value];
      if (std::exchange(parent, &element) != &element) number = 0;
      double& together = shape_.named[child.name().value].together;
      together = std::max(together, ++number);
      ++all;
    }
    shape_.elements.together = std::max(shape_.elements.together, all);
  }

  static double keep(Extent& extent, double size) {
    extent += {.nodes = 1, .whole = 1 + size};
    return 1 + size;
  }

  Shape& shape_;
  /// By name: whose children were counted last, and how many.
  std::unordered_map<std::string_view, std::pair<const Element*, double>> counts_;
};

/// How often a part of an expression is evaluated, and how often at the same node at most.
struct Contexts {
  double number = 1;
  double same = 1;
  double whole = 1;  ///< the nodes and text in their nodes together
};

/// What a part comes to in all its contexts together: nodes, or other values.
struct Value {
  double nodes = 0;
  double same = 1;   ///< so often a node is among them
  double most = 0;   ///< nodes in one context
  double whole = 0;  ///< the nodes and text in them; of other values, their text
  bool is_literal = false;
};

/// A step that is being read.
struct Axis {
  std::string_view name = "child";
  bool is_abbreviated = false;
};

int precedence_of(const Token& token) {
  constexpr std::array<std::string_view, 6> words[] = {
      {"or"}, {"and"}, {"=", "!="}, {"<", "<=", ">", ">="}, {"+", "-"}, {"*", "div", "mod"}};
  if (token.kind != TokenKind::sign && !token.is_operator) return 0;
  if (token.is("*") && !token.is_operator) return 0;
  int precedence = 0;
  for (const auto& level : words) {
    ++precedence;
    if (!token.text.empty() && std::ranges::count(level, token.text) != 0) return precedence;
  }
  return 0;
}

constexpr int of_equality = 3;
constexpr int of_relation = 4;

/// Follows the grammar of XPath 1.0 over an expression that is known to be valid.
class Counter {
 public:
  Counter(const std::vector<Token>& tokens, const Shape& shape) : tokens_(tokens), shape_(shape) {}

  double count() {
    binary(1, {.number = 1, .same = 1, .whole = shape_.all().whole});
    return steps_;
  }

 private:
  const Token& token() const { return tokens_[at_]; }
  const Token& behind() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  void next() { at_ = std::min(at_ + 1, tokens_.size() - 1); }
  bool takes(std::string_view sign) {
    if (!token().is(sign)) return false;
    next();
    return true;
  }

  Value binary(int least, const Contexts& contexts) {
    Value left = unary(contexts);
    for (int level = precedence_of(token()); level >= least && level > 0;
         level = precedence_of(token())) {
      next();
      const Value right = binary(level + 1, contexts);
      steps_ += contexts.number;
      if (level == of_equality || level == of_relation) compare(left, right);
      left = {.whole = contexts.number};
    }
    return left;
  }

  /// Of two sets, each node of one is compared with each of the other.
  void compare(const Value& left, const Value& right) {
    steps_ += left.whole * std::max(1.0, right.most) + right.whole * std::max(1.0, left.most);
  }

  Value unary(const Contexts& contexts) {
    while (takes("-")) steps_ += contexts.number;
    Value value = path(contexts);
    while (takes("|")) {
      const Value other = path(contexts);
      value.nodes += other.nodes;
      value.same += other.same;
      value.most += other.most;
      value.whole += other.whole;
      steps_ += sorting * value.nodes;
    }
    return value;
  }

  Value path(const Contexts& contexts) {
    const Value here{
        .nodes = contexts.number, .same = contexts.same, .most = 1, .whole = contexts.whole};
    if (token().is("/") || token().is("//")) {
      const Value root{.nodes = contexts.number,
                       .same = contexts.number,
                       .most = 1,
                       .whole = contexts.number * shape_.all().whole};
      if (token().is("//")) return steps(root, contexts);
      next();
      return starts_step() ? steps(step(root, {}, contexts), contexts) : root;
    }
    if (starts_step()) return steps(step(here, {}, contexts), contexts);
    Value value = primary(contexts);
    value = predicates(value, value);
    return steps(value, contexts);
  }

  bool starts_step() const {
    if (token().is(".") || token().is("..") || token().is("@") || token().is("*")) return true;
    return token().kind == TokenKind::name && (!behind().is("(") || is_node_type(token().text));
  }

  /// The steps behind `/` and `//`.
  Value steps(Value value, const Contexts& contexts) {
    while (token().is("/") || token().is("//")) {
      const bool deep = token().is("//");
      next();
      if (!starts_step()) break;
      value = step(value, deep ? Axis{"descendant", true} : Axis{}, contexts);
    }
    return value;
  }

  Value primary(const Contexts& contexts) {
    if (takes("(")) {
      const Value value = binary(1, contexts);
      takes(")");
      return value;
    }
    if (token().kind == TokenKind::name && behind().is("(")) return call(contexts);
    const bool is_literal = token().kind == TokenKind::literal || token().kind == TokenKind::number;
    const double size = 1 + size_of(token().text);
    next();
    steps_ += contexts.number;
    return {.whole = contexts.number * size, .is_literal = is_literal};
  }

  Value call(const Contexts& contexts) {
    const std::string_view name = token().text;
    next();
    next();
    Value result{.whole = contexts.number};
    std::size_t arguments = 0;
    bool translates = false;
    while (!token().is(")") && token().kind != TokenKind::end) {
      const Value argument = binary(1, contexts);
      result.whole += argument.whole;
      // Each character of the first argument is looked for in the second.
      if (++arguments == 2 && name == "translate" && !argument.is_literal) translates = true;
      if (!takes(",") && !token().is(")")) break;
    }
    takes(")");
    if (translates) result.whole += result.whole * shape_.all().whole * bytes_of_step;
    if (arguments == 0) result.whole += contexts.whole;  // functions of the node itself
    steps_ += result.whole;
    return result;
  }

  Value step(const Value& from, Axis axis, const Contexts& contexts) {
    if (token().is(".") || token().is("..")) {
      const bool up = token().is("..");
      next();
      if (axis.is_abbreviated) return moved(from, "descendant", shape_.all(), contexts).after;
      return up ? moved(from, "parent", shape_.all(), contexts).after : from;
    }
    if (takes("@")) {
      axis.name = "attribute";
    } else if (behind().is("::")) {
      axis.name = token().text;
      next();
      next();
    }
    const Moved made = moved(from, axis.name, tested(axis.name), contexts, axis.is_abbreviated);
    return predicates(made.before, made.after);
  }

  /// What a node test can be true of.
  Extent tested(std::string_view axis) {
    const std::string_view word = token().text;
    const bool is_type = behind().is("(");
    next();
    while (is_type && !takes(")") && token().kind != TokenKind::end) next();
    if (axis == "attribute") return shape_.attributes;
    if (is_type) return word == "text" ? shape_.texts : shape_.all();
    if (word == "*" || word.ends_with(":*")) return shape_.elements;
    const auto found = shape_.named.find(word);
    return found == shape_.named.end() ? Extent{} : found->second;
  }

  struct Moved {
    Value before;  ///< what predicates are evaluated for
    Value after;   ///< without what is there twice
  };

  Moved moved(const Value& from, std::string_view axis, const Extent& to, const Contexts& contexts,
              bool deep = false) {
    const Extent all = shape_.all();
    double looked_at = from.nodes;
    double same = from.same;
    if (deep && axis != "descendant") {  // `//@Name`, `//ancestor::Name`
      const Moved first = moved(from, "descendant", all, contexts);
      return moved(first.before, axis, to, contexts);
    }
    if (axis == "child" || axis == "attribute") {
      // The children of other names are looked at, too.
      looked_at = std::min(from.nodes * all.together, from.same * all.nodes);
    } else if (axis.starts_with("descendant")) {
      looked_at = 2 * (from.whole + from.nodes);
      same *= shape_.depth;
    } else if (axis == "parent") {
      same *= all.together;
    } else if (axis.starts_with("ancestor")) {
      looked_at *= shape_.depth;
      same = from.same * all.nodes;
    } else if (axis.ends_with("-sibling")) {
      looked_at *= all.together;
      same *= all.together;
    } else if (axis != "self") {
      looked_at *= all.nodes;
      same *= all.nodes;
    }
    Value before{.same = same, .most = std::min(to.nodes, all.nodes)};
    before.nodes = std::min(looked_at, same * to.nodes);
    before.whole = same * to.whole;
    if (axis == "child" || axis == "attribute" || axis == "self") {
      before.whole = std::min(before.whole, from.whole);
      const double each = axis == "self" ? 1 : to.together;
      before.most = std::min(before.most, from.most * each);
      before.nodes = std::min(before.nodes, from.nodes * each);
    }
    if (axis == "parent" || axis == "self") before.most = std::min(before.most, from.most);
    Value after = before;
    after.same = std::min(same, contexts.number);
    after.nodes = std::min(before.nodes, after.same * to.nodes);
    after.whole = std::min(before.whole, after.same * to.whole);
    steps_ += looked_at + sorting * before.nodes;
    return {.before = before, .after = after};
  }

  Value predicates(const Value& before, const Value& after) {
    while (takes("[")) {
      binary(1, {.number = before.nodes, .same = before.same, .whole = before.whole});
      takes("]");
    }
    return after;
  }

  static constexpr double sorting = 4;

  const std::vector<Token>& tokens_;
  const Shape& shape_;
  std::size_t at_ = 0;
  double steps_ = 0;
};

}  // namespace

Shape shape_of(const Element& root) {
  Shape shape;
  ShapeMaker(shape).add(root, 1);
  return shape;
}

double most_steps(const std::vector<Token>& tokens, const Shape& shape) {
  return Counter(tokens, shape).count();
}

}  // namespace ampslint::xpath
