// The page: what is typed on the left, checked as it is typed, and shown on the right by the HTML report.
import configuration from "../../corpus/example/amps.xml";
import strings from "../../corpus/example/clients.txt";
import {makeEditor, offsetOf} from "./editor.js";
import {fromFragment, toFragment} from "./state.js";

const byId = id => document.getElementById(id);
const stringList = "strings";  // as main.cpp calls it
const longestCheck = 10_000;   // milliseconds
const pause = 150;             // before what is typed is checked

const example = {files: {"amps.xml": configuration}, strings};
let state = {files: {}, strings: ""};
let open = "";  // the name of the file that is edited
const hasFile = name => Object.hasOwn(state.files, name);
let findings = [];

// What is typed.

const fileEditor = makeEditor(byId("configuration"), "Configuration", true, typed);
const stringEditor = makeEditor(byId("strings"), "Connection strings, one a line", false, typed);
const editorOf = path => path === stringList ? stringEditor : path === open ? fileEditor : null;

function take() {
  if (hasFile(open)) state.files[open] = fileEditor.text();
  state.strings = stringEditor.text();
}

let keys = 0;          // changes so far
let checkedKeys = 0;   // that the answer to come knows
let isCurrent = false; // the findings are of what stands there
let waiting = 0;
function typed() {
  ++keys;
  isCurrent = false;
  clearTimeout(waiting);
  waiting = setTimeout(changed, pause);
}

/** After each change: it is kept in the address, and checked. */
function changed() {
  clearTimeout(waiting);
  take();
  history.replaceState(null, "", toFragment(state));
  check();
}

function show(next) {
  state = {client: undefined, presets: undefined, ...next, files: {...next.files}};
  if (Object.keys(state.files).length === 0) state.files["amps.xml"] = "";
  open = "";
  stringEditor.setText(state.strings);
  chooseWords();
  openFile(Object.keys(state.files)[0]);
  clearTimeout(waiting);
  check();
}

// Files.

function openFile(name) {
  if (hasFile(open)) state.files[open] = fileEditor.text();
  open = name;
  fileEditor.setText(state.files[name]);
  byId("name").value = name;
  drawFiles();
  underline();
}

function drawFiles() {
  const names = Object.keys(state.files);
  const hadFocus = byId("files").contains(document.activeElement);
  const tabs = names.map(name => {
    const number = findings.filter(finding => finding.path === name).length;
    const tab = document.createElement("button");
    tab.type = "button";
    tab.textContent = number ? `${name} (${number})` : name;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", name === open);
    tab.setAttribute("aria-controls", "configuration");
    tab.tabIndex = name === open ? 0 : -1;
    tab.addEventListener("click", () => openFile(name));
    return tab;
  });
  byId("files").replaceChildren(...tabs);
  if (hadFocus) tabs[names.indexOf(open)].focus();
  byId("remove").disabled = names.length === 1;
}

byId("files").addEventListener("keydown", event => {
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  const names = Object.keys(state.files);
  const next = names[names.indexOf(open) + step];
  if (next === undefined) return;
  event.preventDefault();
  openFile(next);
});

byId("add").addEventListener("click", () => {
  let number = 2;
  while (hasFile(`amps-${number}.xml`)) ++number;
  state.files[`amps-${number}.xml`] = "";
  openFile(`amps-${number}.xml`);
  byId("name").select();
  changed();
});

byId("remove").addEventListener("click", () => {
  delete state.files[open];
  open = "";
  openFile(Object.keys(state.files)[0]);
  changed();
});

byId("name").addEventListener("change", ({target}) => {
  const name = target.value.trim();
  const isFree = name !== "" && !name.includes("/") && name !== stringList && !hasFile(name);
  if (!isFree) target.value = open;
  if (!isFree || name === open) return;
  take();
  state.files = Object.fromEntries(Object.entries(state.files).map(([old, text]) => [old === open ? name : old, text]));
  open = name;
  drawFiles();
  changed();
});

// Clients and presets, whose names the checker knows.

let words = {clients: [], presets: []};

function learn({clients, presets}) {
  if (words.clients.length) return;
  words = {clients, presets: presets.filter(name => name !== "default")};
  byId("client").append(...clients.map(name => new Option(name, name)));
  for (const name of words.presets) {
    const box = Object.assign(document.createElement("input"), {type: "checkbox", value: name});
    const label = document.createElement("label");
    label.append(box, name);
    byId("presets").append(label);
  }
  chooseWords();
}

function chooseWords() {
  byId("client").value = state.client ?? "";
  for (const box of byId("presets").querySelectorAll("input")) box.checked = state.presets?.includes(box.value) ?? false;
}

byId("client").addEventListener("change", ({target}) => {
  state.client = target.value || undefined;
  changed();
});

byId("presets").addEventListener("change", () => {
  const names = [...byId("presets").querySelectorAll("input:checked")].map(box => box.value);
  state.presets = names.length ? names : undefined;
  changed();
});

// Checking: one at a time, and then the newest.

let worker = null;
let isBusy = false;
let isStale = false;
let patience = 0;
let isReady = false;  // the checker is loaded, which may take as long as it likes

function startWorker() {
  isReady = false;
  worker = new Worker("worker.js", {type: "module"});
  worker.addEventListener("message", ({data}) => {
    if (!data.isReady) return answered(data);
    isReady = true;
    if (isBusy) wait();
  });
  worker.addEventListener("error", event => answered({error: `the checker cannot be started: ${event.message}`}));
}

function check() {
  isStale = true;
  if (isBusy) return;
  isBusy = true;
  isStale = false;
  if (worker === null) startWorker();
  worker.postMessage(state);
  checkedKeys = keys;
  if (isReady) wait();
}

function wait() {
  patience = setTimeout(() => {
    worker.terminate();
    worker = null;
    answered({error: `the check took longer than ${longestCheck / 1000} seconds`});
  }, longestCheck);
}

function answered(answer) {
  clearTimeout(patience);
  isBusy = false;
  if (isStale) check();
  else if (answer.error) complain(answer.error);
  else showAnswer(answer);
}

function complain(text) {
  byId("problem").textContent = text;
  byId("problem").hidden = text === "";
  if (text !== "") say("Not checked");
}

// What comes of it.

const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

let saying = 0;
/** For screen readers, too: not at every key. */
function say(text) {
  clearTimeout(saying);
  saying = setTimeout(() => { if (byId("status").textContent !== text) byId("status").textContent = text; }, 400);
}

function showAnswer(answer) {
  learn(answer);
  complain("");
  const {summary, diagnostics} = answer.report;
  findings = diagnostics;
  isCurrent = checkedKeys === keys;
  underline();
  drawFiles();
  showReport(answer.html);
  byId("time").textContent = `Checked in ${answer.milliseconds.toFixed(1)} ms.`;
  say([counted(summary.errors, "error"), counted(summary.warnings, "warning"), counted(summary.notes, "note"), ...answer.messages].join(", "));
}

function underline() {
  for (const path of [open, stringList]) {
    editorOf(path).underline(findings.filter(finding => finding.path === path), actionsOf);
  }
}

function actionsOf(finding) {
  const actions = [{name: "Why?", apply: () => explain(finding)}];
  if (finding.fix) actions.push({name: finding.fix.safe ? "Fix" : "Fix (unsafe)", apply: () => mend(finding.fix)});
  return actions;
}

/** All edits go by the texts as they were checked. */
function mend({edits}) {
  if (!isCurrent) return;
  const byPath = Map.groupBy(edits, edit => edit.path);
  for (const [path, some] of byPath) {
    if (!editorOf(path)) openFile(path);
    const {view} = editorOf(path);
    view.dispatch({changes: some.map(edit => ({from: offsetOf(view.state.doc, edit.start), to: offsetOf(view.state.doc, edit.end), insert: edit.text}))});
  }
}

const frame = byId("report");
let shown = null;  // the report's results; null before the first
let isLoaded = false;

/** The first report is a page of its own; later ones lend it their results and the pages of their rules. */
function showReport(html) {
  shown = new DOMParser().parseFromString(html, "text/html");
  if (!isLoaded && !frame.srcdoc) frame.srcdoc = html;
  if (isLoaded) fillReport();
}

function fillReport() {
  const inside = frame.contentDocument;
  for (const page of shown.querySelectorAll("template")) {
    if (!inside.getElementById(page.id)) inside.body.append(inside.importNode(page, true));
  }
  frame.contentWindow.showResults(JSON.parse(shown.getElementById("data").textContent));
}

frame.addEventListener("load", () => {
  if (!shown) return;
  isLoaded = true;
  frame.contentDocument.getElementById("theme").hidden = true;
  dressReport();
  fillReport();
});

/** The report numbers its findings as the JSON report does. */
function explain(finding) {
  frame.contentWindow.focus();
  frame.contentWindow.openFinding(findings.indexOf(finding));
}

// The page's own buttons.

const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

function dressReport() {
  byId("theme").textContent = isDark() ? "Light" : "Dark";
  if (isLoaded) frame.contentDocument.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

byId("theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  dressReport();
});
dark.addEventListener("change", dressReport);

byId("example").addEventListener("click", () => {
  show(example);
  history.replaceState(null, "", location.pathname + location.search);
});

byId("copy").addEventListener("click", async () => {
  changed();
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied");
  } catch {
    say("The link is in the address bar");
  }
});

addEventListener("hashchange", () => show(fromFragment(location.hash) ?? example));

dressReport();
show(fromFragment(location.hash) ?? example);
