// What the reader has chosen to see.
const chosen = {
  search: "",
  verdicts: new Set(),    // none: all
  severities: new Set(),  // none: all
  rule: "",
  instance: "",
  only: null,  // {by, label, keys}: the strings of one group
  by: "",      // what strings are grouped by; empty: what suits their number
  sort: {column: "", descending: false},
};

/** What strings may be grouped by, those without `hidden` at the reader's choice. */
const groupings = {
  host: {label: "host", of: string => string.host || "(no host)"},
  file: {label: "file", of: string => string.file},
  messageType: {label: "message type", of: string => string.messageType || "(no message type)"},
  scheme: {label: "scheme", of: string => string.scheme || "(no scheme)"},
  string: {label: "each string", of: string => string},
  instance: {label: "instance", of: string => string.instance, hidden: true},
};

function isFiltered() {
  return chosen.search !== "" || chosen.verdicts.size > 0 || chosen.severities.size > 0 || chosen.rule !== "" ||
         chosen.instance !== "" || chosen.only !== null;
}

function clearFilters() {
  Object.assign(chosen, {search: "", rule: "", instance: "", only: null});
  chosen.verdicts.clear();
  chosen.severities.clear();
}

function has(set, item) {
  return set.size === 0 || set.has(item);
}

function shownStrings() {
  const words = chosen.search.toLowerCase().split(/\s+/).filter(Boolean);
  return data.strings.filter(string =>
    has(chosen.verdicts, string.verdict) &&
    (chosen.severities.size === 0 || string.findings.some(number => chosen.severities.has(data.findings[number].severity))) &&
    (chosen.rule === "" || string.rules.includes(Number(chosen.rule))) &&
    (chosen.instance === "" || string.instance === Number(chosen.instance)) &&
    (chosen.only === null || chosen.only.keys.has(groupings[chosen.only.by].of(string))) &&
    words.every(word => string.searched.includes(word)));
}

/** Filters that are about strings leave only what is said of those strings. */
function shownFindings(strings) {
  const shown = new Set(strings);
  const words = chosen.search.toLowerCase().split(/\s+/).filter(Boolean);
  const aboutStrings = chosen.verdicts.size > 0 || chosen.only !== null;
  return data.findings.filter(finding =>
    has(chosen.severities, finding.severity) &&
    (chosen.rule === "" || finding.rule === Number(chosen.rule)) &&
    (chosen.instance === "" || finding.instance === Number(chosen.instance) ||
     finding.strings.some(string => shown.has(string))) &&
    (!aboutStrings || finding.strings.some(string => shown.has(string))) &&
    words.every(word => finding.searched.includes(word)));
}
