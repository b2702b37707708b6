#include "probe/wire.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace ampslint {
namespace {

constexpr std::string_view command_id = "ampslint-0";
constexpr std::string_view own_version = AMPSLINT_VERSION ":ampslint";
constexpr std::size_t length_bytes = 4;
constexpr std::size_t largest_frame = 1U << 20U;

/// The fields of a header under their names in each of the three protocols' forms, in the order
/// that the C++ client sends.
struct Field {
  std::string_view json;
  std::string_view tag;
  std::string_view element;
  std::string_view value;
};

std::vector<Field> logon_fields(const Endpoint& endpoint, std::string_view client_name) {
  const Credentials& credentials = endpoint.credentials;
  const bool always_user = endpoint.wire == Wire::web_messages;
  std::vector<Field> fields{{"c", "20000", "Cmd", "logon"},
                            {"cid", "20001", "CmdId", command_id},
                            {"client_name", "20002", "ClntName", client_name}};
  if (!credentials.user.empty() || always_user) {
    fields.push_back({"user_id", "20003", "UsrId", credentials.user});
  }
  // The JavaScript client's message type stands in the URL.
  if (!endpoint.message_type.empty() && endpoint.wire != Wire::web_messages) {
    fields.push_back({"mt", "20007", "MsgTyp", endpoint.message_type});
  }
  fields.push_back({"a", "20008", "AckTyp", "processed"});
  fields.push_back({"version", "20011", "Version", own_version});
  if (!credentials.password.empty()) {
    fields.push_back({"pw", "20038", "PW", credentials.password.reveal()});
  }
  if (endpoint.pretty) {
    const bool go = endpoint.kind == ClientKind::go;
    fields.push_back({go ? "opts" : "o", "20039", "Opts", "pretty"});
  }
  return fields;
}

std::string json_header(const std::vector<Field>& fields) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  for (const Field& field : fields) header[std::string(field.json)] = field.value;
  return header.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string fix_header(const std::vector<Field>& fields) {
  std::string header;
  for (const Field& field : fields) header += fmt::format("{}={}\x01", field.tag, field.value);
  return header + '\x02';
}

std::string xml_header(const std::vector<Field>& fields) {
  std::string header = "<SOAP-ENV:Envelope><SOAP-ENV:Header>";
  for (const Field& field : fields) {
    header += fmt::format("<{0}><![CDATA[{1}]]></{0}>", field.element, field.value);
  }
  return header + "</SOAP-ENV:Header><SOAP-ENV:Body></SOAP-ENV:Body></SOAP-ENV:Envelope>";
}

bool is_fix(std::string_view protocol) { return protocol == "fix" || protocol == "nvfix"; }
bool is_xml(std::string_view protocol) { return protocol == "xml"; }

std::string json_value(const nlohmann::json& header, const char* key) {
  const auto found = header.find(key);
  return found != header.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<LogonSeen> json_acknowledgement(std::string_view message) {
  // Data may follow the header's closing brace, which only a stream lets pass.
  const auto header = nlohmann::json::parse(
      message.substr(0, message.rfind('}') == message.npos ? 0 : message.rfind('}') + 1), nullptr,
      false);
  if (!header.is_object() || json_value(header, "c") != "ack") return std::nullopt;
  return LogonSeen{.status = json_value(header, "status"),
                   .reason = json_value(header, "reason"),
                   .version = json_value(header, "version")};
}

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t at = text.find(begin);
  if (at == text.npos) return {};
  const std::size_t from = at + begin.size();
  return std::string(text.substr(from, text.find(end, from) - from));
}

std::string fix_value(std::string_view message, std::string_view tag) {
  return between(fmt::format("\x01{}", message), fmt::format("\x01{}=", tag), "\x01");
}

std::string xml_value(std::string_view message, std::string_view element) {
  std::string value = between(message, fmt::format("<{}>", element), fmt::format("</{}>", element));
  const bool marked = value.starts_with("<![CDATA[") && value.ends_with("]]>");
  return marked ? value.substr(9, value.size() - 12) : value;
}

}  // namespace

std::string logon_message(const Endpoint& endpoint, std::string_view client_name) {
  const std::vector<Field> fields = logon_fields(endpoint, client_name);
  if (is_fix(endpoint.protocol)) return fix_header(fields);
  return is_xml(endpoint.protocol) ? xml_header(fields) : json_header(fields);
}

bool is_message(std::string_view message, std::string_view protocol) {
  if (is_fix(protocol))
    return message.starts_with("20000=") || message.find(
                                                "\x01"
                                                "20000=") != message.npos;
  return message.starts_with(is_xml(protocol) ? '<' : '{');
}

std::optional<LogonSeen> read_acknowledgement(std::string_view message, std::string_view protocol) {
  // It carries no data: what is longer is another message, whatever it says.
  constexpr std::size_t longest = 64U << 10U;
  if (message.size() > longest) return std::nullopt;
  if (is_fix(protocol)) {
    if (fix_value(message, "20000") != "ack") return std::nullopt;
    return LogonSeen{.status = fix_value(message, "20018"),
                     .reason = fix_value(message, "20062"),
                     .version = fix_value(message, "20011")};
  }
  if (is_xml(protocol)) {
    if (xml_value(message, "Cmd") != "ack") return std::nullopt;
    return LogonSeen{.status = xml_value(message, "Status"),
                     .reason = xml_value(message, "Reason"),
                     .version = xml_value(message, "Version")};
  }
  return json_acknowledgement(message);
}

std::string framed(std::string_view message) {
  std::string frame;
  for (std::size_t shift = length_bytes; shift-- > 0;) {
    frame += static_cast<char>((message.size() >> (8 * shift)) & 0xFFU);
  }
  return frame.append(message);
}

std::optional<std::size_t> FrameReader::length() const {
  if (bytes_.size() < read_ + length_bytes) return std::nullopt;
  std::size_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i) {
    length = (length << 8U) | static_cast<unsigned char>(bytes_[read_ + i]);
  }
  return length;
}

bool FrameReader::is_nonsense() const { return length().value_or(0) > largest_frame; }

void FrameReader::add(std::string_view bytes) {
  bytes_.erase(0, std::exchange(read_, 0));
  bytes_ += bytes;
}

std::optional<std::string_view> FrameReader::next() {
  const std::optional<std::size_t> size = length();
  const std::size_t begin = read_ + length_bytes;
  if (!size || *size > largest_frame || bytes_.size() < begin + *size) return std::nullopt;
  read_ = begin + *size;
  return std::string_view(bytes_).substr(begin, *size);
}

}  // namespace ampslint
