#include "driver/why_string.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/ascii.hpp"
#include "check/check_strings.hpp"
#include "check/finish.hpp"
#include "driver/public_form.hpp"
#include "driver/run.hpp"
#include "model/options.hpp"

namespace ampslint::api {
namespace {

std::string words_for(AddressFit fit) {
  switch (fit) {
    case AddressFit::fits:
      return "listens there";
    case AddressFit::other_family:
      return "has that port, for the other IP family only";
    case AddressFit::loopback_only:
      return "has that port, on loopback only";
    case AddressFit::bound_elsewhere:
      return "has that port, on another address";
    case AddressFit::elsewhere:
      return "is the nearest";
  }
  return {};
}

/// Makes the public form of the steps.
class StepsOfString {
 public:
  StepsOfString(const Run& run, const ConnectionString& client, const CheckContext& context)
      : run_(run),
        inputs_(run.result.inputs),
        client_(client),
        context_(context),
        surroundings_(inputs_.redactor, inputs_.sources) {}

  WhyString make() {
    const StringSteps steps = steps_of(inputs_.strings.all.front(), context_);
    WhyString why{.connection = public_form(run_.result.connections.front(), inputs_),
                  .alone = public_forms(steps.alone)};
    const Parts& parts = client_.parts();
    why.host = client_.show(parts.host);
    why.port = client_.unix_socket() ? inputs_.redactor.clean(std::string(socket_of(client_)))
                                     : client_.show(parts.port);
    why.address = say_host(why.instances);
    if (steps.proxy != nullptr) why.proxy = inputs_.redactor.clean(steps.proxy->name);
    for (const Considered& one : steps.considered) {
      if (one.transport != nullptr) why.candidates.push_back(public_form(one));
    }
    if (why.candidates.empty()) why.end = say_end(steps);
    return why;
  }

 private:
  std::vector<Diagnostic> public_forms(const std::vector<ampslint::Diagnostic>& found) {
    std::vector<Diagnostic> all;
    for (ampslint::Diagnostic one : found) {
      clean(one, surroundings_);
      if (one.fix) one.fix.reset();
      all.push_back(api::public_form(one, inputs_));
    }
    return all;
  }

  static Connection public_form(const ampslint::Connection& one, const ampslint::Inputs& inputs) {
    return api::public_form(one, inputs);
  }

  WhyCandidate public_form(const Considered& one) {
    const Transport& transport = *one.transport;
    return {.instance = inputs_.label(*transport.instance),
            .transport = inputs_.redactor.clean(transport.label()),
            .address = inputs_.redactor.clean(transport.address_outside()),
            .fit = words_for(one.fit),
            .verdict = one.verdict,
            .decides = one.decides,
            .where = place_of(inputs_.sources, transport.where()),
            .findings = public_forms(one.findings)};
  }

  /// Whose host it is.
  std::string say_host(std::vector<std::string>& instances) const {
    if (client_.unix_socket()) return "the path of the socket decides, whatever the host";
    const std::string_view host = client_.parts().host;
    for (const auto& one : inputs_.instances) {
      const auto is_it = [host](const std::string& known) {
        return host_key(known) == host_key(host);
      };
      const Placement& placement = one->placement;
      if (std::ranges::any_of(placement.hosts, is_it) ||
          std::ranges::any_of(placement.container_names, is_it)) {
        instances.push_back(inputs_.label(*one));
      }
    }
    if (!instances.empty()) {
      return fmt::format("the workspace gives this host to '{}'", fmt::join(instances, "', '"));
    }
    if (!context_.index.knows_hosts()) {
      return "no workspace says whose host it is: each instance may be meant";
    }
    if (Address{.host = host, .ip = parse_ip(host)}.is_loopback()) {
      return "loopback is on whatever host the client runs: each instance may be meant";
    }
    const bool any_left = std::ranges::any_of(
        inputs_.instances, [](const auto& one) { return one->placement.hosts.empty(); });
    return any_left ? "no instance has this host: those may be meant whose hosts are not known"
                    : "the workspace gives this host to no instance";
  }

  /// Why no transport was considered.
  std::string say_end(const StringSteps& steps) const {
    if (std::ranges::any_of(steps.alone, is_error)) {
      return "the client itself would not use it as it is";
    }
    if (client_.has_placeholder) return "a part of it is filled in later";
    if (inputs_.instances.empty()) return "there is no configuration to check it against";
    if (!client_.unix_socket() && !client_.port()) return "its port is not known";
    if (steps.proxy != nullptr) return "what the proxy does with it is not known, or leads nowhere";
    return "what listens at its address is not known";
  }

  const Run& run_;
  const ampslint::Inputs& inputs_;
  const ConnectionString& client_;
  const CheckContext& context_;
  Surroundings surroundings_;
};

}  // namespace

Result<Why> why_string(const Request& request) {
  Result<Run> made = run(request);
  if (!made) return tl::unexpected(made.error());
  ampslint::LintResult& result = made->result;
  finish(made->settings.table, result);
  if (!result.errors.empty()) return tl::unexpected(Error{.what = result.errors.front().message});
  const StringInput& given = result.inputs.strings.all.front();
  const ConnectionString client = read_connection_string(given.text, given.client);
  const CheckContext context{.inputs = result.inputs,
                             .table = made->settings.table,
                             .most_diagnostics = result.most_diagnostics};
  Why why{.values = {}, .string = StepsOfString(*made, client, context).make()};
  why.notices = std::move(result.notices);
  return why;
}

}  // namespace ampslint::api
