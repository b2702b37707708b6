#include "probe/tls.hpp"

#include <fmt/core.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <vector>

#include "base/files.hpp"
#include "host/path_status.hpp"

namespace ampslint {
namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

std::string name_of(const X509_NAME* name) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253);
  char* text = nullptr;
  const long size = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string address_of(const ASN1_OCTET_STRING* bytes) {
  const unsigned char* data = ASN1_STRING_get0_data(bytes);
  const auto size = static_cast<std::size_t>(ASN1_STRING_length(bytes));
  if (size == 4) {
    asio::ip::address_v4::bytes_type v4{};
    std::copy_n(data, size, v4.begin());
    return asio::ip::address_v4(v4).to_string();
  }
  asio::ip::address_v6::bytes_type v6{};
  if (size == v6.size()) std::copy_n(data, size, v6.begin());
  return asio::ip::address_v6(v6).to_string();
}

/// The names and addresses that a certificate is for, in its own order.
std::string alternative_names(const X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(
      static_cast<GENERAL_NAMES*>(
          X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)),
      GENERAL_NAMES_free);
  std::string all;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    std::string text;
    if (name->type == GEN_DNS) {
      const auto size = static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName));
      const auto* bytes = ASN1_STRING_get0_data(name->d.dNSName);
      text.assign(bytes, bytes + size);
    } else if (name->type == GEN_IPADD) {
      text = address_of(name->d.iPAddress);
    }
    if (text.empty()) continue;
    if (!all.empty()) all += ", ";
    all += text;
  }
  return all;
}

void add(std::vector<CertificateProblem>& problems, CertificateProblem problem) {
  if (std::ranges::find(problems, problem) == problems.end()) problems.push_back(problem);
}

/// `depth`: 0 for the server's own certificate.
CertificateProblem problem_of(int error, int depth) {
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return depth == 0 ? CertificateProblem::expired : CertificateProblem::issuer_expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return depth == 0 ? CertificateProblem::not_yet_valid : CertificateProblem::other;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return CertificateProblem::self_signed;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return CertificateProblem::untrusted_root;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return CertificateProblem::unknown_issuer;
    default:
      return CertificateProblem::other;
  }
}

/// Whether the clients of a kind take the subject's common name where a certificate has no other.
bool reads_common_name(ClientKind kind) {
  return kind != ClientKind::go && kind != ClientKind::java && kind != ClientKind::javascript;
}

bool is_for(X509* certificate, const std::string& name, ClientKind kind) {
  ErrorCode no_address;
  asio::ip::make_address(name, no_address);
  if (!no_address) return X509_check_ip_asc(certificate, name.c_str(), 0) == 1;
  const unsigned flags = reads_common_name(kind) ? 0 : X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
  return X509_check_host(certificate, name.data(), name.size(), flags, nullptr) == 1;
}

std::string day_of(const std::tm& day) {
  return fmt::format("{:04}-{:02}-{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

void note_issuer(const X509* certificate, TlsSeen& seen) {
  IssuerSeen issuer{.subject = name_of(X509_get_subject_name(certificate)), .expires = {}};
  const ASN1_TIME* end = X509_get0_notAfter(certificate);
  std::tm day{};
  int seconds = 0;
  if (ASN1_TIME_to_tm(end, &day) != 1) return;
  if (ASN1_TIME_diff(&issuer.days_left, &seconds, nullptr, end) != 1) return;
  issuer.expires = day_of(day);
  std::optional<IssuerSeen>& first = seen.first_to_expire;
  if (!first || issuer.days_left < first->days_left) first = std::move(issuer);
}

void describe(X509* certificate, ClientKind kind, TlsSeen& seen) {
  seen.subject = name_of(X509_get_subject_name(certificate));
  seen.issuer = name_of(X509_get_issuer_name(certificate));
  seen.names = alternative_names(certificate);
  const ASN1_TIME* end = X509_get0_notAfter(certificate);
  std::tm day{};
  if (ASN1_TIME_to_tm(end, &day) == 1) {
    seen.expires = day_of(day);
    seen.expires_at = ::timegm(&day);
  }
  int seconds = 0;
  ASN1_TIME_diff(&seen.days_left, &seconds, nullptr, end);
  if (!is_for(certificate, seen.wanted, kind)) add(seen.problems, CertificateProblem::wrong_name);
}

/// The head of each record, also of what turns out to be none: `HTTP/` as an answer to the hello.
void hear_record(int written, int /*version*/, int type, const void* bytes, std::size_t size,
                 SSL* /*ssl*/, void* heard) {
  if (written == 0 && type == SSL3_RT_HEADER) {
    *static_cast<std::string*>(heard) = std::string(static_cast<const char*>(bytes), size);
  }
}

int note_demand(SSL* /*ssl*/, void* demanded) {
  *static_cast<bool*>(demanded) = true;
  return 1;
}

/// OpenSSL's own words for the last error, without its numbers.
std::string last_words() {
  const unsigned long code = ERR_peek_last_error();
  const char* words = ERR_reason_error_string(code);
  ERR_clear_error();
  return words == nullptr ? "unknown error" : words;
}

/// A list of one: the length, and then the name.
std::vector<unsigned char> as_alpn(std::string_view protocol) {
  std::vector<unsigned char> list{static_cast<unsigned char>(protocol.size())};
  list.insert(list.end(), protocol.begin(), protocol.end());
  return list;
}

/// As `--tls-min` spells it.
std::string least_version(asio::ssl::context& context) {
  switch (SSL_CTX_get_min_proto_version(context.native_handle())) {
    case TLS1_1_VERSION:
      return "1.1";
    case TLS1_3_VERSION:
      return "1.3";
    default:
      return "1.2";
  }
}

}  // namespace

namespace {

/// Why a file of certificates or keys cannot be used.
std::string why_unusable(const std::string& file) {
  const Result<FileText> read = read_file(disk(), file);
  if (!read) return read.error().what;
  const std::string_view text = read->text;
  if (text.find("-----BEGIN ") != std::string_view::npos) return last_words();
  // What DER begins with: a sequence whose length takes one byte or two.
  const bool is_der = text.starts_with("\x30\x82") || text.starts_with("\x30\x81");
  return is_der ? "it is DER, and PEM is needed ('openssl x509 -inform der' converts it)"
                : "it is not PEM: it holds no '-----BEGIN'";
}

/// Where distributions keep the authorities that they trust, in one file.
constexpr std::array system_bundles{
    "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Arch, distroless images
    "/etc/pki/tls/certs/ca-bundle.crt",                   // Red Hat
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // Red Hat 10
    "/etc/ssl/ca-bundle.pem",                             // SUSE
    "/etc/ssl/cert.pem",                                  // Alpine, BSDs, macOS
};

/// Trusts what this system trusts, which need not be the one that OpenSSL was built for: its own
/// places, or the first bundle if there is nothing in them. Reading a bundle takes as long as
/// probing hundreds of endpoints; from a folder, OpenSSL reads what it needs.
void trust_system(asio::ssl::context& context) {
  ErrorCode error;
  context.set_default_verify_paths(error);
  const bool chosen = std::getenv(X509_get_default_cert_file_env()) != nullptr ||
                      std::getenv(X509_get_default_cert_dir_env()) != nullptr;
  if (chosen || look_at(X509_get_default_cert_file()).kind == PathKind::file) return;
  // The names of the files in OpenSSL's folder are hashes, with the ending .0.
  if (holds_file(X509_get_default_cert_dir(), ".0") == true) return;
  for (const char* bundle : system_bundles) {
    context.load_verify_file(bundle, error);
    if (!error) break;
  }
  ERR_clear_error();
}

}  // namespace

Result<void> prepare(asio::ssl::context& context, const ProbeOptions& options, bool verifies) {
  const auto cannot = [](std::string_view what, const std::string& file) {
    return tl::unexpected(
        Error{.what = fmt::format("cannot use '{}' as {}: {}", file, what, why_unusable(file))});
  };
  SSL_CTX* native = context.native_handle();
  constexpr std::array<int, 3> versions{TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION};
  SSL_CTX_set_min_proto_version(native, versions.at(static_cast<std::size_t>(options.tls_min)));
  // OpenSSL's usual security level has no cipher for TLS 1.1.
  if (options.tls_min == TlsVersion::v1_1) {
    SSL_CTX_set_cipher_list(native, "DEFAULT@SECLEVEL=0");
  }
  context.set_verify_mode(asio::ssl::verify_peer);
  ErrorCode error;
  if (!options.ca_file.empty()) {
    context.load_verify_file(options.ca_file, error);
    if (error) return cannot("trusted certificates", options.ca_file);
  } else if (verifies) {
    trust_system(context);
  }
  // A key with a passphrase must fail, not ask on the terminal.
  context.set_password_callback([](std::size_t, auto) { return std::string(); }, error);
  if (!options.certificate_file.empty()) {
    context.use_certificate_chain_file(options.certificate_file, error);
    if (error) return cannot("a certificate", options.certificate_file);
    context.use_private_key_file(options.key_file, asio::ssl::context::pem, error);
    if (error) return cannot("the certificate's key", options.key_file);
  }
  return {};
}

Task<StageResult> shake_hands(Channel& channel, asio::ssl::context& context,
                              const Endpoint& endpoint, bool insecure, Observation& seen,
                              std::string_view protocol) {
  Channel::Tls& tls = channel.begin_tls(context);
  TlsSeen& shown = seen.tls.emplace();
  shown.wanted = endpoint.certificate_name();
  shown.verified = !insecure;
  shown.least = least_version(context);
  SSL* ssl = tls.native_handle();
  std::string record;
  SSL_set_msg_callback(ssl, hear_record);
  SSL_set_msg_callback_arg(ssl, &record);
  SSL_set_cert_cb(ssl, note_demand, &shown.demanded);
  if (!endpoint.sni.empty()) {
    SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char*>(endpoint.sni.c_str()));
  }
  if (!protocol.empty()) {
    const std::vector<unsigned char> alone = as_alpn(protocol);
    SSL_set_alpn_protos(ssl, alone.data(), static_cast<unsigned>(alone.size()));
  }
  // Reports every problem of the chain, not only the first one.
  tls.set_verify_callback([&shown](bool fine, asio::ssl::verify_context& chain) {
    X509_STORE_CTX* context = chain.native_handle();
    const int depth = X509_STORE_CTX_get_error_depth(context);
    if (depth > 0) note_issuer(X509_STORE_CTX_get_current_cert(context), shown);
    if (!fine) add(shown.problems, problem_of(X509_STORE_CTX_get_error(context), depth));
    return true;
  });
  ErrorCode error;
  co_await tls.async_handshake(asio::ssl::stream_base::client, returning(error));
  SSL_set_msg_callback(ssl, nullptr);
  SSL_set_cert_cb(ssl, nullptr, nullptr);
  const Certificate certificate(SSL_get1_peer_certificate(ssl), X509_free);
  if (certificate) describe(certificate.get(), endpoint.kind, shown);
  shown.presented = shown.demanded && SSL_get_certificate(ssl) != nullptr;
  if (error) {
    seen.heard = record;
    StageResult step = failed(channel, error);
    if (step.fault == Fault::tls_failed && !record.empty() && !is_tls(record)) {
      step.fault = Fault::spoke;
    }
    co_return step;
  }
  shown.version = SSL_get_version(ssl);
  shown.cipher = SSL_get_cipher_name(ssl);
  shown.bits = SSL_get_cipher_bits(ssl, nullptr);
  const std::string detail = fmt::format("{}, {}", shown.version, shown.cipher);
  if (!insecure && !shown.problems.empty()) {
    co_return StageResult{.fault = Fault::certificate, .detail = detail};
  }
  co_return StageResult{.detail = detail};
}

}  // namespace ampslint
