#pragma once

#include <string_view>

#include "ampslint/result.hpp"
#include "probe/endpoint.hpp"
#include "probe/probe.hpp"
#include "probe/stage_result.hpp"

namespace ampslint {

/// Trusted certificates, own certificate and least version as asked for; `verifies`: there will be
/// certificates to check. An error names the file that cannot be used.
Result<void> prepare(asio::ssl::context& context, const ProbeOptions& options, bool verifies);

/// Shakes hands, and fills `seen.tls` however that ends. A certificate that does not verify is
/// `Fault::certificate`, unless `insecure`. `protocol`: asked for by ALPN, which clients of AMPS do
/// not use; empty: none.
Task<StageResult> shake_hands(Channel& channel, asio::ssl::context& context,
                              const Endpoint& endpoint, bool insecure, Observation& seen,
                              std::string_view protocol = {});

}  // namespace ampslint
