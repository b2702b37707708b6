// The page itself: its filters, its tabs, and what is drawn when.
const viewsOfStrings = [["map", "Map", renderMap], ["matrix", "Matrix", renderMatrix], ["strings", "Strings", renderTable]];
let views = [["findings", "Findings", renderFindings]];
let view = "";

function tabOf([id, title]) {
  return make("button", {type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}`, click: () => openView(id)}, title,
              make("span", {class: "number", id: `number-${id}`}));
}

function openView(id) {
  view = id;
  render();
}

/** Draws the chosen view, or for paper all of them whole: of the map and the matrix, which show the same, the chosen one. */
function render(all = false) {
  const twin = view === "matrix" ? "map" : "matrix";
  const strings = shownStrings();
  const findings = shownFindings(strings);
  for (const [id, title, draw] of views) {
    const isOpen = id === view;
    const panel = byId(`panel-${id}`);
    byId(`tab-${id}`).setAttribute("aria-selected", isOpen);
    byId(`tab-${id}`).tabIndex = isOpen ? 0 : -1;
    panel.hidden = !isOpen;
    panel.replaceChildren();
    if (!isOpen && (!all || id === twin)) continue;
    panel.append(make("h2", {class: "title"}, title));
    if ((id === "findings" ? findings : strings).length > 0) draw(panel, strings, findings, all);
    else panel.append(make("p", {class: "empty"}, isFiltered() ? "Nothing matches the filters." : "No findings."));
  }
  if (data.strings.length) byId("number-strings").textContent = strings.length.toLocaleString("en");
  byId("number-findings").textContent = findings.length.toLocaleString("en");
  renderFilters(strings, findings);
}

function renderFilters(strings, findings) {
  byId("search").value = chosen.search;
  byId("rule").value = chosen.rule;
  byId("instance").value = chosen.instance;
  byId("by").value = chosen.by;
  byId("clear").hidden = !isFiltered();
  byId("only").hidden = chosen.only === null;
  if (chosen.only) byId("only").textContent = `${groupings[chosen.only.by].label}: ${chosen.only.label} ✕`;
  for (const button of document.querySelectorAll(".tile")) {
    button.setAttribute("aria-pressed", (chosen.verdicts.has(button.value) || chosen.severities.has(button.value)));
  }
  const parts = [];
  if (data.strings.length) parts.push(`${strings.length.toLocaleString("en")} of ${counted(data.strings.length, "string")}`);
  parts.push(`${findings.length.toLocaleString("en")} of ${counted(data.findings.length, "finding")}`);
  byId("shown").textContent = `Showing ${parts.join(", ")}`;
}

/** Changes what is chosen and draws it. */
function choose(changes) {
  Object.assign(chosen, changes);
  render();
}

/** The same from within a view: what had the focus is gone. */
function drill(changes) {
  choose(changes);
  document.querySelector(`#panel-${view} button`)?.focus();
}

function tile(set, value, count, content) {
  const toggle = () => {
    if (!set().delete(value)) set().add(value);
    render();
  };
  return make("button", {type: "button", class: "tile", value, "aria-pressed": "false", disabled: count === 0, click: toggle,
                         title: verdicts[value]?.says}, content);
}

function fillSummary() {
  const {summary} = data;
  for (const id of ["bar", "verdicts", "severities", "errors"]) byId(id).replaceChildren();
  byId("scope").textContent = [counted(summary.connections, "connection string"), counted(summary.instances, "instance"),
                               counted(summary.transports, "transport")].join(" · ");
  if (summary.connections > 0) {
    for (const name of verdictNames) {
      const count = summary.verdicts[name];
      const part = make("span", {class: `v-${name}`});
      part.style.flexGrow = count;
      if (count) byId("bar").append(part);
      byId("verdicts").append(tile(() => chosen.verdicts, name, count,
        [sign(name, true), make("b", {}, count.toLocaleString("en")), ` ${name}`]));
    }
  }
  for (const name of severityNames) {
    const count = summary.severities[name];
    byId("severities").append(tile(() => chosen.severities, name, count,
      [make("b", {class: `s-${name}`}, count.toLocaleString("en")), ` ${name}${count === 1 ? "" : "s"}`]));
  }
  const all = severityNames.reduce((sum, name) => sum + summary.severities[name], 0);
  const missing = [[summary.connections - data.strings.length, "string"], [all - data.findings.length, "finding"]]
    .filter(([number]) => number > 0).map(([number, word]) => `${counted(number, word)} not shown on this page: failures come first`);
  const lines = [...data.errors, ...missing];
  byId("errors").hidden = lines.length === 0;
  byId("errors").append(...lines.map(line => make("p", {}, line)));
}

function fillChoices() {
  for (const id of ["rule", "instance", "by"]) byId(id).replaceChildren();
  const option = (value, label) => make("option", {value}, label);
  const times = new Map([...grouped(data.findings, finding => finding.rule)].map(([rule, items]) => [rule, items.length]));
  const rules = [...data.rules.keys()].sort((a, b) => data.rules[a].id < data.rules[b].id ? -1 : 1);
  byId("rule").append(option("", "all"), ...rules.map(rule => option(rule, `${data.rules[rule].id} (${times.get(rule) ?? 0})`)));
  byId("instance").append(option("", "all"), ...data.instances.map((instance, number) => option(number, instance.name)));
  byId("by").append(option("", "automatic"), ...Object.entries(groupings).filter(([, {hidden}]) => !hidden).map(([name, {label}]) => option(name, label)));
  byId("by").closest("label").hidden = data.strings.length === 0;
  byId("footer").textContent = `ampslint ${data.version}`;
}

function addTheme() {
  const button = byId("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const name = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    name();
  });
  dark.addEventListener("change", name);
  name();
}

function addListeners() {
  let waiting = 0;
  byId("search").addEventListener("input", event => {
    clearTimeout(waiting);
    waiting = setTimeout(() => choose({search: event.target.value}), 120);
  });
  for (const id of ["rule", "instance", "by"]) {
    byId(id).addEventListener("change", event => choose({[id]: event.target.value}));
  }
  byId("filters").addEventListener("submit", event => event.preventDefault());
  byId("only").addEventListener("click", () => { choose({only: null}); byId("search").focus(); });
  byId("clear").addEventListener("click", () => { clearFilters(); render(); byId("search").focus(); });
  byId("print").addEventListener("click", () => window.print());
  addEventListener("beforeprint", () => render(true));
  addEventListener("afterprint", () => render());
  addEventListener("keydown", event => { if (event.key === "Escape") closeDetails(); });
}

/** Tabs for what there is to see. */
function fillTabs() {
  const fitting = [...(data.strings.length ? viewsOfStrings : []), views.at(-1)];
  if (fitting.length === views.length && view !== "") return;
  views = fitting;
  if (!views.some(([id]) => id === view)) view = views[0][0];
  const tabs = views.map(tabOf);
  byId("tabs").replaceChildren(...tabs);
  roving(tabs, listStep(tabs, "ArrowLeft", "ArrowRight"));
  byId("panels").replaceChildren(...views.map(([id]) =>
    make("div", {role: "tabpanel", class: "panel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`})));
}

function fill(results) {
  take(results);
  fillTabs();
  fillSummary();
  fillChoices();
  render();
}

function start() {
  addTheme();
  addListeners();
  fill(JSON.parse(byId("data").textContent));
  byId("app").hidden = false;
  byId("tools").hidden = false;
}

// What the page around this one calls, where somebody types and this shows what comes of it.

/** Shows other results, as they were shown. The focus stays where it is. */
function showResults(results) {
  const rule = data.rules[chosen.rule]?.id;
  const instance = data.instances[chosen.instance]?.name;
  const numberOf = number => number < 0 ? "" : String(number);
  Object.assign(chosen, {rule: numberOf(results.rules.findIndex(({id}) => id === rule)),
                         instance: numberOf(results.instances.findIndex(({name}) => name === instance)), only: null});
  fill(results);
  if (byId("details").hidden) return;
  const again = sameAgain;
  hideDetails();
  again?.();
}

function openFinding(number) {
  showFinding(data.findings[number], null);
}

/** The page of a server has newer results from it. A rule that the page has no text of needs another page. */
function follow() {
  const time = byId("time");
  const show = () => { time.textContent = `Probed at ${new Date(data.time * 1000).toLocaleTimeString()}`; };
  const again = async () => {
    try {
      const answer = await fetch("data.json", {cache: "no-store"});
      if (!answer.ok) throw new Error(answer.statusText);
      const results = await answer.json();
      if (results.version !== data.version || results.rules.some(({id}) => byId(`rule-${id}`) === null)) location.reload();
      else showResults(results);
      show();
    } catch {
      time.textContent = `No answer since ${new Date(data.time * 1000).toLocaleTimeString()}`;
    }
    setTimeout(again, data.refresh * 1000);
  };
  time.hidden = false;
  show();
  setTimeout(again, data.refresh * 1000);
}

start();
if (data.refresh) follow();
