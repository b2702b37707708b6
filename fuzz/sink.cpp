// Any bytes as what a run says: no terminal and no CI service gets to obey it.
#include "report/sink.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "base/printable.hpp"
#include "base/utf8.hpp"
#include "input.hpp"
#include "report/json_value.hpp"
#include "report/xml_escape.hpp"

namespace {

using namespace ampslint;

/// Nothing that is not seen, but line feeds and tabs.
void demand_seen(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    fuzz::demand(next.value != not_utf8_value);
    fuzz::demand(next.value == '\n' || next.value == '\t' || !is_unseen(next.value));
    at += next.bytes;
  }
}

void demand_no_agent_command(std::string_view text) {
  fuzz::demand(text.find("##[") == text.npos && text.find("##vso[") == text.npos);
}

/// A frame's own `:::` is not a command.
void demand_no_command(std::string_view text) {
  demand_no_agent_command(text);
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    while (!line.empty() && is_white_space(code_point_at(line, 0).value)) {
      line.remove_prefix(code_point_at(line, 0).bytes);
    }
    fuzz::demand(!line.starts_with("::") || line.starts_with("::: "));
  }
}

/// In pieces, as a report is written.
std::string through_sink(std::string_view text) {
  std::ostringstream out;
  {
    Sink sink(out);
    for (std::size_t at = 0, length = 1; at < text.size(); at += length, length = length % 7 + 1) {
      sink << text.substr(at, length);
    }
  }
  return out.str();
}

std::string said(std::string_view words) {
  std::ostringstream out;
  write_message(words, out);
  return out.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  demand_seen(printable(text));
  demand_no_command(through_sink(text));
  demand_no_command(defused(printable(text)));
  const std::string message = said(text);
  demand_seen(message);
  demand_no_command(message);
  fuzz::demand(message.find('\n') == message.size() - 1);
  const std::string json = json::Value(text).text();
  demand_seen(json);
  demand_no_agent_command(json);
  const std::string plain =
      nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  fuzz::demand(nlohmann::json::parse(json) == nlohmann::json::parse(plain));
  for (const std::string& xml : {xml_text(text), xml_attribute(text)}) {
    demand_seen(xml);
    demand_no_agent_command(xml);
  }
  return 0;
}
