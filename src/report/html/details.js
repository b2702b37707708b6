// The drawer that shows one thing whole.
let opener = null;
let sameAgain = null;  // shows the same thing of other results, if they have it

/** The frame, its marks and arrows in colours of their own. */
function frameOf(finding) {
  const lines = finding.frame.trimEnd().split("\n").map(line => {
    const kind = /^ *(?:-->|:::) /.test(line) ? "where" : /^ *\| *\^/.test(line) ? `marks s-${finding.severity}`
               : /^ *\| *-/.test(line) ? "notes" : /^ *= /.test(line) ? "help" : "source";
    return make("span", {class: kind}, line, "\n");
  });
  return make("pre", {class: "frame", tabindex: "0"}, lines);
}

function findingArticle(finding) {
  return make("article", {class: "finding"},
              make("h4", {}, severityLabel(finding.severity), ` ${finding.message}`), frameOf(finding));
}

function rulePage(rule, open) {
  return make("details", {class: "rule", open}, make("summary", {}, "Rule ", make("code", {}, rule.id)),
              byId(`rule-${rule.id}`).content.cloneNode(true));
}

/** Findings, each rule's page once, below the first that needs it. */
function findingSection(findings, open) {
  const seen = new Set();
  return findings.flatMap(finding => {
    const isNew = !seen.has(finding.rule);
    seen.add(finding.rule);
    return isNew ? [findingArticle(finding), rulePage(data.rules[finding.rule], open)] : [findingArticle(finding)];
  });
}

function facts(pairs) {
  return make("dl", {}, pairs.filter(([, value]) => value !== null)
    .map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
}

const mostListed = 200;

function stringList(strings) {
  const items = strings.slice(0, mostListed).map(string => {
    const button = make("button", {type: "button", class: "open mono", click: () => showString(string, button)},
                        sign(string.verdict), string.text);
    return make("li", {}, button);
  });
  const rest = strings.length - items.length;
  return [make("ul", {class: "strings"}, items), rest > 0 ? make("p", {class: "quiet"}, `and ${rest.toLocaleString("en")} more`) : null];
}

/** Without moving the focus. */
function hideDetails() {
  byId("details").hidden = true;
  document.body.classList.remove("detailed");
}

function closeDetails() {
  if (byId("details").hidden) return;
  hideDetails();
  const back = opener?.isConnected && opener.offsetParent !== null ? opener : document.querySelector('[role="tab"][aria-selected="true"]');
  back?.focus();
}

function show(kind, title, from, ...content) {
  const details = byId("details");
  const heading = make("h2", {tabindex: "-1"}, title);
  const close = make("button", {type: "button", class: "close", "aria-label": "Close details", click: closeDetails}, "✕");
  const isNews = from !== undefined;  // and not what stands there, after other results came
  const top = isNews ? 0 : details.scrollTop;
  if (isNews && !details.contains(from)) opener = from;
  for (const old of document.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
  if (opener) opener.setAttribute("aria-current", "true");
  details.replaceChildren(make("div", {class: "head"}, make("p", {class: "quiet"}, kind), close), heading,
                          ...content.flat(Infinity).filter(node => node !== null));
  details.hidden = false;
  details.scrollTop = top;
  document.body.classList.add("detailed");
  if (isNews) heading.focus({preventScroll: true});
  sameAgain = null;
}

function probeWords(probe) {
  return [probe.outcome, probe.why ? `: ${probe.why}` : "",
          probe.stages ? make("ul", {}, probe.stages.map(stage => make("li", {}, `${stage.ok ? "✓" : "✕"} ${stage.name}, ${stage.milliseconds} ms`,
                                                                      stage.detail ? ` (${stage.detail})` : ""))) : ""];
}

function showString(string, from) {
  const transport = transportOf(string);
  const worst = finding => severityNames.indexOf(finding.severity);
  const findings = string.findings.map(number => data.findings[number]).sort((a, b) => worst(a) - worst(b));
  show("Connection string", make("span", {class: "mono"}, string.text), from,
       facts([["Verdict", [verdictLabel(string.verdict), ` – ${verdicts[string.verdict].says}`]],
              ["Read by", string.client],
              ["Written at", string.place],
              ["Reaches", transport ? `${transport.name} of ${instanceOf(string).name} (${transport.place})` : null],
              ["Probe", string.probe ? probeWords(string.probe) : null]]),
       make("h3", {}, findings.length ? counted(findings.length, "finding") : "No findings"),
       findingSection(findings, findings.length === 1));
  sameAgain = () => {
    const same = data.strings.find(other => other.text === string.text && other.place === string.place);
    if (same) showString(same);
  };
}

function showFinding(finding, from) {
  show("Finding", finding.message, from,
       facts([["Severity", severityLabel(finding.severity)], ["Place", finding.place]]),
       frameOf(finding),
       finding.strings.length ? [make("h3", {}, "Connection string"), stringList(finding.strings)] : null,
       make("h3", {}, "Why"), rulePage(data.rules[finding.rule], true));
  const {id} = data.rules[finding.rule];
  sameAgain = () => {
    const same = data.findings.find(other => other.message === finding.message && data.rules[other.rule].id === id);
    if (same) showFinding(same);
  };
}

function showLink(link, from) {
  const rules = [...grouped(link.strings.flatMap(string => string.rules), rule => rule)].sort((a, b) => b[1].length - a[1].length);
  show("Connection strings", `${link.client.label} – ${link.listener.label}`, from,
       facts([["Verdict", [verdictLabel(link.verdict), ` – ${verdicts[link.verdict].says}`]]]),
       rules.length ? [make("h3", {}, "Rules"),
                       make("ul", {}, rules.map(([rule, times]) => make("li", {}, `${data.rules[rule].id}: ${times.length}`)))] : null,
       make("h3", {}, counted(link.strings.length, "string")), stringList(link.strings));
}

function showTransport(node, from) {
  const {transport} = node;
  show("Transport", `${transport.name} of ${data.instances[node.instance].name}`, from,
       facts([["Address", transport.address || null], ["Type", transport.type ?? null], ["Protocol", transport.protocol ?? null],
              ["Message type", transport.messageType ?? "any"], ["TLS", transport.tls ? "yes" : null],
              ["State", transport.disabled ? "disabled" : null], ["Written at", transport.place]]),
       make("h3", {}, node.strings.length ? `Reached by ${counted(node.strings.length, "string")}` : "No string reaches it"),
       stringList(node.strings));
}
