#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ampslint {

/// Who shows a text, and so where in a line it is looked for.
enum class SymptomKind : std::uint8_t {
  client,      ///< the words of a client, anywhere
  exception,   ///< the name of one, where its words say no more
  system,      ///< the words of an operating system or a resolver
  reason,      ///< why AMPS refuses or ends a session: alone, or in a line of its log
  log,         ///< the code of a line of AMPS's log
  log_family,  ///< the first part of such codes: `07-`
  tls,         ///< the words of a TLS library
  tls_alert,   ///< an alert by its name or number
  http,        ///< the status of a proxy's or a server's answer
  http_class,  ///< the first digit of it
};

/// Something that leads to a symptom, and the rules that find it.
struct Cause {
  std::string_view what;
  std::vector<std::string_view> rules = {};
};

/// A text that people meet when something does not work, with its causes, the likeliest first.
struct Symptom {
  SymptomKind kind;
  std::string_view text;  ///< `{}` stands for any words
  int number = 0;         ///< of an alert or a status
  std::string_view means;
  std::vector<Cause> causes;
  std::vector<std::string_view> next;  ///< commands, and what else to do
  std::string_view source;             ///< how it is known
};

/// All that are known.
std::span<const Symptom> symptoms();

std::string_view to_string(SymptomKind kind);

}  // namespace ampslint
