#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void add(Span password, Diagnostics& found) {
  found.push_back({.where = password, .message = "a password in clear text"});
}

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.second.empty()) {
    const std::string_view password = client.written.password.reveal();
    const bool filled_in_later = first_placeholder(password).size() == password.size();
    if (!filled_in_later) add(client.at(password), found);
    return;
  }
  for (const Range secret : client.secrets) {
    const bool is_option = secret.begin == 0 || client.text[secret.begin - 1] == '=';
    if (!is_option) add(client.at(secret.begin, secret.size()), found);
  }
}

}  // namespace

Rule uri_password_in_string() {
  return {.severity = Severity::warning,
          .check = check,
          .when = When::always,
          .preset = Preset::security};
}

}  // namespace ampslint
