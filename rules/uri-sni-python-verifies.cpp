#include "check/rule.hpp"
#include "model/connection_string.hpp"

namespace ampslint {
namespace {

void check(const ConnectionString& client, Diagnostics& found) {
  if (client.kind != ClientKind::python || client.scheme != Scheme::tcps) return;
  const Option* sni = client.option("sni");
  if (sni == nullptr) return;
  found.push_back({.where = client.at(sni->key),
                   .message = "in Python, 'sni' turns on certificate and host name checks for the "
                              "whole process; the program must load the certificate authorities"});
}

}  // namespace

Rule uri_sni_python_verifies() { return {Severity::note, check}; }

}  // namespace ampslint
