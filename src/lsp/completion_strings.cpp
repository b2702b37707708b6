#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "lsp/completion.hpp"

namespace ampslint::lsp {
namespace {

constexpr std::string_view ends_of_string = " \t\r\n\"'`<>,;()[]{}";
constexpr int kind_of_part = 12;

/// The connection string around a byte, as far as its parts can be made out.
struct Typed {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view scheme;
  std::size_t authority = 0;  ///< where it begins
  std::size_t host = 0;       ///< likewise, behind user and password
  std::size_t path = npos;
  std::size_t query = npos;
};

std::optional<Typed> typed_at(std::string_view text, std::size_t offset) {
  const std::size_t before = text.substr(0, offset).find_last_of(ends_of_string);
  Typed typed{.begin = before == npos ? 0 : before + 1, .end = 0, .scheme = {}};
  typed.end = std::min(text.find_first_of(ends_of_string, offset), text.size());
  const std::string_view whole = text.substr(typed.begin, typed.end - typed.begin);
  const std::size_t colon = whole.find("://");
  if (colon == npos) return std::nullopt;
  typed.scheme = whole.substr(0, colon);
  constexpr std::array<std::string_view, 4> schemes{"tcp", "tcps", "ws", "wss"};
  if (std::ranges::find(schemes, typed.scheme) == schemes.end()) return std::nullopt;
  typed.authority = typed.begin + colon + 3;
  if (offset < typed.authority) return std::nullopt;
  const auto find = [&](std::string_view signs, std::size_t from) {
    const std::size_t at = text.substr(0, typed.end).find_first_of(signs, from);
    return at;
  };
  typed.path = find("/?", typed.authority);
  typed.query = find("?", typed.authority);
  const std::size_t authority_end = std::min(typed.path, typed.end);
  const std::size_t at_sign =
      text.substr(typed.authority, authority_end - typed.authority).rfind('@');
  typed.host = at_sign == npos ? typed.authority : typed.authority + at_sign + 1;
  return typed;
}

std::string_view kind_by_ending(const std::string& path) {
  const std::string ending = std::filesystem::path(path).extension();
  if (ending == ".py") return "python";
  if (ending == ".java" || ending == ".kt" || ending == ".scala") return "java";
  if (ending == ".cs") return "csharp";
  if (ending == ".go") return "go";
  if (ending == ".js" || ending == ".ts" || ending == ".html") return "javascript";
  return "cpp";
}

/// Offers what fits a part of the string.
class Completion {
 public:
  Completion(const Query& query, const Model& model, const Typed& typed, std::size_t offset)
      : query_(query), model_(model), typed_(typed), offset_(offset), lines_(query.lines()) {}

  Json complete() {
    if (typed_.query != npos && offset_ > typed_.query) return options();
    if (typed_.path != npos && offset_ > typed_.path) return path();
    return addresses();
  }

 private:
  void add(std::string_view label, Bytes over, std::string_view detail) {
    if (label.empty() || !added_.emplace(label).second) return;
    Json item = completion_item(label, std::string(label), kind_of_part, over, query_, lines_);
    if (!detail.empty()) item["detail"] = detail;
    items_.push_back(std::move(item));
  }

  template <typename Act>
  void for_listeners(const Act& act) const {
    for (const Named& named : model_.names()) {
      if (named.listener && named.listener->scheme == typed_.scheme) act(named, *named.listener);
    }
  }

  /// Up to the path: a host with a port, or behind a colon the port.
  Json addresses() {
    const std::size_t end = std::min(typed_.path, typed_.end);
    const std::string_view address =
        std::string_view(query_.text()).substr(typed_.host, end - typed_.host);
    const std::size_t colon = address.rfind(':');
    const bool is_port = colon != npos && offset_ > typed_.host + colon;
    const std::string_view host = address.substr(0, colon);
    for_listeners([&](const Named& named, const Listener& listener) {
      if (listener.port == 0) return;
      if (is_port) {
        const bool fits = listener.hosts.empty() ||
                          std::ranges::find(listener.hosts, host) != listener.hosts.end();
        if (fits) add(std::to_string(listener.port), {typed_.host + colon + 1, end}, named.facts);
        return;
      }
      for (const std::string& one : listener.hosts) {
        const bool is_v6 = one.find(':') != npos;
        add(fmt::format(fmt::runtime(is_v6 ? "[{}]:{}" : "{}:{}"), one, listener.port),
            {typed_.host, end}, named.facts);
      }
      if (listener.hosts.empty() && !host.empty()) {
        add(fmt::format("{}:{}", host, listener.port), {typed_.host, end}, named.facts);
      }
    });
    return std::move(items_);
  }

  /// The protocol and the message type that the transport at the port takes.
  Json path() {
    const std::string_view text = query_.text();
    const std::string_view address = text.substr(typed_.host, typed_.path - typed_.host);
    const std::string_view port = address.substr(std::min(address.rfind(':') + 1, address.size()));
    const Bytes over{typed_.path, std::min(typed_.query, typed_.end)};
    for_listeners([&](const Named& named, const Listener& listener) {
      if (std::to_string(listener.port) != port) return;
      const bool is_websocket = typed_.scheme.starts_with("ws");
      const std::string protocol =
          is_websocket || listener.protocol.empty() ? "amps" : listener.protocol;
      std::vector<std::string> types{listener.message_type};
      if (listener.message_type.empty()) types = message_types(named.instance);
      for (const std::string& type : types) {
        add(fmt::format("/{}/{}", protocol, type), over, named.facts);
      }
    });
    return std::move(items_);
  }

  /// Those that the instance defines, and those that every one has.
  std::vector<std::string> message_types(const std::string& instance) const {
    std::vector<std::string> types{"json", "fix", "nvfix", "xml", "bson", "binary"};
    for (const Named& named : model_.names()) {
      if (named.kind == NameKind::message_type && named.instance == instance) {
        types.push_back(named.name);
      }
    }
    return types;
  }

  /// The client that the string was found for, if it was; else that of the file's language.
  std::string_view kind_there() const {
    Places places = query_.places(model_);
    const std::size_t offset = places.read_offset(model_.path_of(query_.key), typed_.authority);
    if (const auto number = model_.connection(query_.key, offset)) {
      const Connection& one = model_.connections()[*number];
      if (one.string.starts_with(std::string(typed_.scheme) + ':')) return one.client_kind;
    }
    return kind_by_ending(query_.document->path);
  }

  Json options() {
    const std::string_view text = query_.text();
    const std::size_t begin = text.substr(0, offset_).find_last_of("?&") + 1;
    const std::size_t end = std::min({text.find_first_of("=&", begin), typed_.end});
    if (offset_ > end) return Json::array();
    const bool has_value = end < text.size() && text[end] == '=';
    const std::string_view kind = kind_there();
    for (const std::string_view option : string_options(kind, typed_.scheme)) {
      add(has_value ? std::string(option) : fmt::format("{}=", option), {begin, end}, kind);
    }
    return std::move(items_);
  }

  const Query& query_;
  const Model& model_;
  const Typed& typed_;
  std::size_t offset_;
  TextLines lines_;
  std::set<std::string, std::less<>> added_;
  Json items_ = Json::array();
};

}  // namespace

Json complete_string(const Query& query, std::size_t offset) {
  const auto typed = typed_at(query.text(), offset);
  const auto model = query.model();
  if (!typed || !model) return Json::array();
  return Completion(query, *model, *typed, offset).complete();
}

}  // namespace ampslint::lsp
