// libFuzzer knows bytes only and mostly breaks the XML. This mutator changes a configuration as
// XML: elements and values that the schema knows take other places. What is no XML, and every third
// input, libFuzzer changes itself.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <pugixml.hpp>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "model/instance.hpp"
#include "model/schema.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace ampslint::fuzz {
namespace {

constexpr const char* common_values[] = {
    "",      "0",       "1",    "-1",  "9007",  "65536", "18446744073709551616",
    "512m",  "1GB",     "1.5k", "30s", "1h 2m", "50%",   "101%",
    "0640",  "true",    "${X}", "a b", "[::1]", "5.3.5", "*",
    "(",     "/tmp/%n", "json", "tcp", "none",  "a,b",   "[::]:1",
    "h:9007"};

/// Changes one configuration at a time.
class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  void change(pugi::xml_node root) {
    for (std::size_t times = 1 + below(4); times > 0; --times) {
      elements_.clear();
      collect(root);
      change_one(root);
    }
  }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  void collect(pugi::xml_node node) {
    for (const pugi::xml_node child : node.children()) {
      if (child.type() != pugi::node_element) continue;
      elements_.push_back(child);
      collect(child);
    }
  }

  template <typename Choices>
  auto pick(const Choices& choices) {
    return choices[below(std::size(choices))];
  }

  void change_one(pugi::xml_node root) {
    if (elements_.empty()) return insert(root);
    pugi::xml_node node = pick(elements_);
    pugi::xml_node parent = node.parent();
    switch (below(8)) {
      case 0:
        parent.remove_child(node);
        break;
      case 1:
        parent.insert_copy_after(node, node);
        break;
      case 2:
        parent.prepend_move(node);
        break;
      case 3:
        pick(elements_).append_copy(node);
        break;
      case 4:
      case 5:
        insert(below(4) == 0 ? root : node);
        break;
      default:
        set_value(node);
    }
  }

  /// The content model that describes the children of an element; null for one that is not known.
  static const ContentModel* content_of(pugi::xml_node node) {
    const std::string_view name = node.name();
    if (name == "AMPSConfig") return content_model(name);
    const ContentModel* around = node.parent() ? content_of(node.parent()) : nullptr;
    const SchemaElement* row = around == nullptr ? nullptr : schema_element(*around, name);
    if (row == nullptr) return nullptr;
    if (row->content != content_by_module) return content_model(row->content);
    return content_model(node.parent().child_value("Module"));
  }

  /// A child that the schema knows there, or one of elsewhere.
  void insert(pugi::xml_node parent) {
    const ContentModel* content = content_of(parent);
    if (content == nullptr || below(20) == 0) content = &schema()[below(schema().size())];
    if (content->rows.empty()) return;
    const SchemaElement& row = content->rows[below(content->rows.size())];
    pugi::xml_node child = parent.append_child(std::string(row.name).c_str());
    if (row.content.empty()) child.text() = value_for(row).c_str();
  }

  void set_value(pugi::xml_node node) {
    const ContentModel* content = content_of(node.parent());
    const SchemaElement* row = content == nullptr ? nullptr : schema_element(*content, node.name());
    if (row != nullptr && row->value == ValueKind::none) return insert(node);
    node.text() = row == nullptr ? pick(common_values) : value_for(*row).c_str();
  }

  std::string value_for(const SchemaElement& row) {
    std::vector<std::string_view> values = words(row.choices);
    for (const std::string_view value : {row.default_value, row.least, row.most}) {
      if (!value.empty()) values.push_back(value);
    }
    if (is_reference(row.value) && below(4) != 0) add_names(values);
    if (row.value == ValueKind::protocol) add(values, protocol_names());
    if (row.value == ValueKind::message_type) add(values, default_message_types());
    if (is_of_module_kind(row.value)) add_modules(values);
    if (values.empty() || below(3) == 0) return pick(common_values);
    return std::string(pick(values));
  }

  static bool is_of_module_kind(ValueKind kind) {
    return is_reference(kind) && kind != ValueKind::protocol && kind != ValueKind::message_type &&
           kind != ValueKind::transport;
  }

  static void add(std::vector<std::string_view>& values, std::span<const std::string_view> more) {
    values.insert(values.end(), more.begin(), more.end());
  }

  /// What the configuration itself defines.
  void add_names(std::vector<std::string_view>& values) const {
    for (const pugi::xml_node node : elements_) {
      if (std::string_view(node.name()) == "Name") values.emplace_back(node.child_value());
    }
  }

  static void add_modules(std::vector<std::string_view>& values) {
    for (const ContentModel& model : schema()) {
      if (is_of_module(model)) values.push_back(model.name);
    }
  }

  std::minstd_rand random_;
  std::vector<pugi::xml_node> elements_;
};

}  // namespace
}  // namespace ampslint::fuzz

/// What stands behind the line `---` is no configuration, and stays.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
  ampslint::fuzz::Mutator mutator(seed);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(text.find("\n---"), size);
  pugi::xml_document document;
  const bool parsed = document.load_buffer(data, end, pugi::parse_full, pugi::encoding_utf8);
  if (!parsed || mutator.below(3) == 0) return LLVMFuzzerMutate(data, size, max_size);
  mutator.change(document.document_element());
  std::ostringstream out;
  document.save(out, " ", pugi::format_indent | pugi::format_no_declaration);
  out << text.substr(end);
  const std::string changed = out.str();
  if (changed.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, changed.data(), changed.size());
  return changed.size();
}
