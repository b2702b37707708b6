#include "model/secret_names.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/ascii.hpp"

namespace ampslint {
namespace {

constexpr bool holds_secret_letters(std::string_view name) {
  for (std::size_t i = 1; i < name.size(); ++i) {
    const char third = i + 1 < name.size() ? name[i + 1] : ' ';
    if (may_begin_secret_word(name[i - 1], name[i], third)) return true;
  }
  return false;
}

/// Anywhere in a name.
constexpr std::string_view secret_parts[] = {
    "password",    "passwd",      "passphrase",     "passcode",      "secret",
    "token",       "bindpw",      "apikey",         "api_key",       "api-key",
    "accesskey",   "access_key",  "access-key",     "credential",    "authkey",
    "auth_key",    "auth-key",    "signingkey",     "signing_key",   "signing-key",
    "private_key", "private-key", "encryption_key", "encryptionkey", "encryption-key",
    "shared_key",  "shared-key",  "sharedkey",      "keypass",       "dbpass",
    "userpass",    "masterkey",   "master_key",     "master-key",    "sessionkey",
    "session_key", "session-key", "accountkey",     "account_key",   "account-key"};
/// The whole name.
constexpr std::string_view whole_names[] = {
    "pw",   "pwd",   "pass",   "authorization", "proxy-authorization",
    "jwt",  "psk",   "bearer", "cookie",        "set-cookie",
    "auth", "creds", "sig",    "signature"};
/// Its end.
constexpr std::string_view secret_ends[] = {"pwd",  "_pw",    "-pw",    "_pass", "-pass", "_psk",
                                            "_jwt", "_creds", "-creds", "_sig",  "-sig"};

// Else it would be passed over.
static_assert(std::ranges::all_of(secret_parts, holds_secret_letters));
static_assert(std::ranges::all_of(whole_names, holds_secret_letters));
static_assert(std::ranges::all_of(secret_ends, holds_secret_letters));

}  // namespace

bool is_secret_name(std::string_view name) {
  if (!holds_secret_letters(name)) return false;
  const std::string lower = to_lower(name);
  if (std::ranges::find(whole_names, lower) != std::end(whole_names)) return true;
  std::size_t end = 0;
  for (const std::string_view part : secret_parts) {
    const std::size_t at = lower.rfind(part);
    if (at != std::string::npos) end = std::max(end, at + part.size());
  }
  const auto ends_so = [&lower](std::string_view last) { return lower.ends_with(last); };
  if (end == 0) return std::ranges::any_of(secret_ends, ends_so) && lower != "oldpwd";
  // `PasswordFile` says where it is, `profile_password` what it is.
  constexpr std::string_view elsewhere[] = {"file",     "environment", "uri",  "url",   "path",
                                            "endpoint", "-env",        "_env", "store", "provider"};
  std::string rest = lower.substr(end);
  // Words that hold one of these by chance.
  for (const std::string_view other : {"profile", "security", "restore"}) {
    if (const std::size_t at = rest.find(other); at != npos) rest.erase(at, other.size());
  }
  return std::ranges::none_of(
      elsewhere, [&rest](std::string_view word) { return rest.find(word) != std::string::npos; });
}

bool may_hold_secret(std::string_view name) {
  constexpr std::string_view others[] = {"file", "path", "uri",  "url",   "env",   "provider",
                                         "name", "user", "type", "xmlns", "class", "date"};
  const std::string lower = to_lower(name);
  const auto is_in = [&lower](std::string_view word) { return lower.find(word) != npos; };
  return lower != "id" && lower != "ref" && lower != "key" && std::ranges::none_of(others, is_in);
}

}  // namespace ampslint
