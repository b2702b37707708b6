// What an editor sends: frames of any bytes; texts that are edited; a session with every question.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <vector>

#include "ampslint/ampslint.hpp"
#include "lsp/documents.hpp"
#include "lsp/outline.hpp"
#include "lsp/places.hpp"
#include "lsp/server.hpp"
#include "lsp/xml_place.hpp"

namespace {

using namespace ampslint;

// As input.hpp has them, which the library's own names stand in the way of.
void demand(bool promise, int line = __builtin_LINE()) {
  if (promise) return;
  std::fprintf(stderr, "line %d\n", line);
  std::abort();
}
using lsp::Encoding;
using lsp::Json;

constexpr Encoding encodings[] = {Encoding::utf8, Encoding::utf16, Encoding::utf32};
constexpr std::string_view names[] = {"utf-8", "utf-16", "utf-32"};
constexpr std::string_view questions[] = {
    "hover",      "definition",   "references",   "documentHighlight", "prepareRename",
    "rename",     "codeLens",     "documentLink", "documentSymbol",    "inlayHint",
    "completion", "foldingRange", "codeAction",   "diagnostic",        "linkedEditingRange"};

/// Takes bytes from an input.
class Bytes {
 public:
  explicit Bytes(std::string_view data) : left_(data) {}

  bool empty() const { return left_.empty(); }
  std::size_t number() {
    if (left_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    return byte;
  }
  /// Up to the next NUL.
  std::string text() {
    const std::size_t end = std::min(left_.find('\0'), left_.size());
    std::string taken(left_.substr(0, end));
    left_.remove_prefix(std::min(end + 1, left_.size()));
    return taken;
  }

 private:
  std::string_view left_;
};

Json position(Bytes& bytes) {
  const std::size_t line = bytes.number();
  return {{"line", line}, {"character", bytes.number()}};
}

void read_frames(std::string_view data) {
  std::istringstream in{std::string(data)};
  for (std::size_t frames = 0; lsp::read_frame(in); ++frames) demand(frames <= data.size());
}

void demand_places(const std::string& text, Encoding encoding) {
  const lsp::TextLines lines(text, encoding);
  std::size_t before = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const std::size_t back = lines.offset(lines.place(at));
    // The nearest place before, of which there is one for each character.
    demand(back <= at && back >= before && at - back < 4);
    before = back;
  }
}

void demand_outline(std::string_view text) {
  std::size_t begin = 0;
  for (const lsp::OutlineElement& one : lsp::outline_of(text)) {
    demand(one.begin >= begin && one.begin < one.tag_end && one.tag_end <= one.inner_end);
    demand(one.inner_end <= one.end && one.end <= text.size());
    if (one.closed) demand(text.substr(one.end_name()).starts_with(one.name));
    begin = one.begin;
  }
  for (const lsp::OpenElement& one : lsp::open_elements(text, text.size() / 2)) {
    demand(one.begin <= text.size() / 2);
  }
}

/// What is left as it was is found again behind a change.
void demand_shift(std::string_view before, std::string_view after) {
  const lsp::Shift shift(before, after);
  std::size_t last = 0;
  for (std::size_t at = 0; at <= before.size(); ++at) {
    const std::size_t there = shift.after(at);
    demand(there >= last && there <= after.size() && shift.before(there) <= before.size());
    last = there;
  }
}

std::string frame(const Json& message) {
  std::ostringstream out;
  lsp::write_frame(message, out);
  return out.str();
}

/// All that is answered when a text is opened, changed, and asked about.
std::string talk(const std::string& first, const Json& changes, std::string_view encoding,
                 const Json& place, bool whole) {
  const Json document{{"uri", "untitled:fuzz"}, {"version", 1}, {"languageId", "xml"}};
  Json opened = document;
  opened["text"] = first;
  const Json able{{"general", {{"positionEncodings", {encoding}}}}};
  std::string in =
      frame({{"id", 0},
             {"method", "initialize"},
             {"params", {{"capabilities", able}, {"initializationOptions", {{"pause", 0}}}}}});
  in += frame({{"method", "initialized"}, {"params", Json::object()}});
  in += frame({{"method", "textDocument/didOpen"}, {"params", {{"textDocument", opened}}}});
  if (!whole) {
    in += frame({{"method", "textDocument/didChange"},
                 {"params", {{"textDocument", document}, {"contentChanges", changes}}}});
  }
  const Json range{{"start", {{"line", 0}, {"character", 0}}}, {"end", place}};
  for (const std::string_view question : questions) {
    in += frame({{"id", question},
                 {"method", "textDocument/" + std::string(question)},
                 {"params",
                  {{"textDocument", document},
                   {"position", place},
                   {"range", range},
                   {"newName", "other"},
                   {"context", {{"diagnostics", Json::array()}}}}}});
  }
  in += frame({{"id", "end"}, {"method", "shutdown"}});
  in += frame({{"method", "exit"}});
  std::istringstream input(in);
  std::ostringstream output;
  demand(lsp::serve({}, input, output) == 0);
  // What needs no check is the same, however the text came to be.
  std::istringstream answers(output.str());
  std::string kept;
  std::size_t answered = 0;
  while (const auto message = lsp::read_frame(answers)) {
    demand(!message->is_discarded());
    const std::string id = lsp::string_at(*message, {"id"});
    if (id.empty()) continue;
    ++answered;
    if (id == "documentSymbol" || id == "foldingRange" || id == "linkedEditingRange") {
      kept += message->dump(-1, ' ', false, Json::error_handler_t::replace);
    }
  }
  demand(answered == std::size(questions) + 1);
  return kept;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t longest = 1 << 14;
  if (size == 0 || size > longest) return 0;
  const std::string_view all = std::string_view(reinterpret_cast<const char*>(data), size);
  read_frames(all);
  Bytes bytes(all);
  const std::size_t which = bytes.number() % std::size(encodings);
  const Encoding encoding = encodings[which];
  const Json place = position(bytes);
  const std::string first = bytes.text();
  std::string text = first;
  Json changes = Json::array();
  while (!bytes.empty() && changes.size() < 16) {
    const Json start = position(bytes);
    const Json end = position(bytes);
    const Json change{{"range", {{"start", start}, {"end", end}}}, {"text", bytes.text()}};
    const auto changed = lsp::changed(text, Json::array({change}), encoding);
    if (!changed) continue;
    changes.push_back(change);
    demand_shift(text, *changed);
    text = *changed;
  }
  demand(lsp::changed(first, changes, encoding) == text);
  demand_places(text, encoding);
  demand_outline(text);
  // What is not UTF-8 cannot be sent.
  const std::string sent =
      Json::parse(Json(first).dump(-1, ' ', false, Json::error_handler_t::replace));
  if (sent != first || text.find('\xEF') != std::string::npos) return 0;
  if (Json(text).dump(-1, ' ', false, Json::error_handler_t::replace).find("\xEF\xBF\xBD") !=
      std::string::npos)
    return 0;
  demand(talk(first, changes, names[which], place, false) ==
         talk(text, {}, names[which], place, true));
  return 0;
}
