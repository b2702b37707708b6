#include "lsp/verdicts.hpp"

#include <fmt/core.h>

namespace ampslint::lsp {

std::string_view word_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::compatible:
      return "compatible";
    case Verdict::refused:
      return "refused";
    case Verdict::unserved:
      return "unserved";
    case Verdict::invalid:
      return "invalid";
    case Verdict::unknown:
      break;
  }
  return "unknown";
}

std::string short_verdict(const Connection& connection) {
  const std::string transport = connection.transport.value_or("");
  if (connection.verdict == Verdict::compatible && !transport.empty()) return transport;
  std::string words(word_of(connection.verdict));
  if (connection.verdict == Verdict::refused && !transport.empty()) words += " by " + transport;
  return words;
}

}  // namespace ampslint::lsp
