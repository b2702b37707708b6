#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <vector>

#include "check/rule.hpp"
#include "load/document.hpp"
#include "model/connection_string.hpp"
#include "model/instance.hpp"
#include "report/report.hpp"

namespace ampslint {

/// What each transport of an instance takes, in file order.
std::vector<Offer> offers_of(const Instance& instance, const Inputs& inputs);

void write_parsed_text(const std::vector<ConnectionString>& clients, const ReportOptions& options,
                       std::ostream& out);
void write_parsed_json(const std::vector<ConnectionString>& clients, std::ostream& out);
void write_offers_text(const std::vector<Offer>& offers, std::ostream& out);
void write_offers_json(const std::vector<Offer>& offers, std::ostream& out);
void write_rules_text(std::span<const NamedRule> rules, std::ostream& out);
void write_rules_json(std::span<const NamedRule> rules, std::ostream& out);

/// The document as XML, includes and variables in place, secrets as `***`; with `origins`, each
/// line is led by the place it comes from.
void write_expanded(const Document& document, const Inputs& inputs, bool origins,
                    std::ostream& out);

}  // namespace ampslint
