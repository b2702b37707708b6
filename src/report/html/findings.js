// What the rules said: of strings, and of configurations.

const findingColumns = [
  ["Severity", finding => severityNames.indexOf(finding.severity)],
  ["Finding", finding => finding.message],
  ["Rule", finding => data.rules[finding.rule].id],
  ["Place", null],
];

function findingRow(finding) {
  const button = make("button", {type: "button", class: "open", click: () => showFinding(finding, button)}, finding.message);
  return openingRow(button, make("td", {}, severityLabel(finding.severity)), make("td", {}, button),
                    make("td", {class: "rules"}, data.rules[finding.rule].id), make("td", {class: "quiet place"}, finding.place));
}

function findingTable(panel, title, findings, all) {
  if (findings.length === 0) return;
  const body = make("tbody");
  panel.append(make("h3", {}, `${title} `, make("span", {class: "quiet"}, `(${findings.length.toLocaleString("en")})`)),
               make("table", {class: "rows"}, make("caption", {class: "unseen"}, title), sortableHead(findingColumns), body));
  fillRows(panel, body, sorted(findings, findingColumns), findingRow, all);
}

/** On paper nothing can be opened: the frames follow. */
function printedFrames(panel, findings) {
  panel.append(make("h3", {}, "In the files"), ...findings.map(findingArticle));
}

function renderFindings(panel, strings, findings, all) {
  findingTable(panel, "Configurations", findings.filter(finding => finding.strings.length === 0), all);
  findingTable(panel, "Connection strings", findings.filter(finding => finding.strings.length > 0), all);
  if (all) printedFrames(panel, findings);
}
