// Elements are made by these functions only: a text never becomes markup.

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "click") element.addEventListener("click", value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null));
  return element;
}

function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function makeSvg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

const byId = id => document.getElementById(id);

/** The sign of a verdict; for screen readers its name, unless that stands beside it. */
function sign(verdict, named = false) {
  return make("span", {class: `sign v-${verdict}`, title: verdict},
              make("span", {"aria-hidden": "true"}, verdicts[verdict].glyph),
              named ? null : make("span", {class: "unseen"}, ` ${verdict} `));
}

function verdictLabel(verdict) {
  return make("span", {class: `verdict v-${verdict}`}, sign(verdict, true), ` ${verdict}`);
}

function severityLabel(severity) {
  return make("span", {class: `severity s-${severity}`}, severity);
}

/** "✓ 12 ✕ 3" */
function countLabels(counts) {
  return make("span", {class: "counts"},
              counts.map(([verdict, count]) => make("span", {}, sign(verdict), count.toLocaleString("en"))));
}

/** Of the elements only one is met by Tab, the arrow keys reach the others. `step` gives the next one for a key. */
function roving(elements, step) {
  elements.forEach((element, number) => {
    element.tabIndex = number === 0 ? 0 : -1;
    element.addEventListener("keydown", event => {
      const next = step(event.key, number);
      if (!next || next === element) return;
      event.preventDefault();
      for (const other of elements) other.tabIndex = other === next ? 0 : -1;
      next.focus();
    });
    element.addEventListener("focus", () => {
      for (const other of elements) other.tabIndex = other === element ? 0 : -1;
    });
  });
}

/** The step through a list, for `roving`. */
function listStep(elements, backward = "ArrowUp", forward = "ArrowDown") {
  const last = elements.length - 1;
  return (key, number) => {
    if (key === forward) return elements[Math.min(number + 1, last)];
    if (key === backward) return elements[Math.max(number - 1, 0)];
    if (key === "Home") return elements[0];
    if (key === "End") return elements[last];
    return null;
  };
}
