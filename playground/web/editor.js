// A text that can be edited and underlined.
import {defaultKeymap, history, historyKeymap} from "@codemirror/commands";
import {xml} from "@codemirror/lang-xml";
import {bracketMatching, HighlightStyle, syntaxHighlighting} from "@codemirror/language";
import {lintGutter, lintKeymap, setDiagnostics} from "@codemirror/lint";
import {EditorState} from "@codemirror/state";
import {drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers} from "@codemirror/view";
import {tags} from "@lezer/highlight";

const colors = HighlightStyle.define([
  {tag: [tags.tagName, tags.angleBracket], color: "var(--code-tag)"},
  {tag: [tags.attributeName, tags.processingInstruction, tags.documentMeta], color: "var(--code-name)"},
  {tag: [tags.attributeValue, tags.character], color: "var(--code-value)"},
  {tag: tags.comment, color: "var(--quiet)", fontStyle: "italic"},
]);

const look = EditorView.theme({
  "&": {height: "100%", fontSize: "13px", color: "var(--text)", backgroundColor: "var(--card)"},
  ".cm-scroller": {fontFamily: "var(--mono)", lineHeight: "1.5"},
  ".cm-content": {caretColor: "var(--text)"},
  ".cm-cursor": {borderLeftColor: "var(--text)"},
  ".cm-gutters": {backgroundColor: "var(--sunk)", color: "var(--quiet)", borderRight: "1px solid var(--line)"},
  ".cm-activeLine": {backgroundColor: "var(--active)"},
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {background: "var(--selection) !important"},
  ".cm-tooltip": {backgroundColor: "var(--card)", color: "var(--text)", border: "1px solid var(--strong)", maxWidth: "60ch"},
  ".cm-diagnosticAction": {backgroundColor: "var(--accent)", color: "var(--card)"},
  ".cm-diagnosticSource": {opacity: 1, color: "var(--quiet)", fontSize: "90%"},
  ".cm-panels": {backgroundColor: "var(--sunk)", color: "var(--text)"},
  ".cm-panel.cm-panel-lint ul [aria-selected]": {backgroundColor: "var(--tint)"},
  ".cm-panel.cm-panel-lint ul:focus [aria-selected]": {backgroundColor: "var(--tint)", color: "var(--text)"},
});

/** Where a line and a column stand, both from 1; columns count code points. */
export function offsetOf(doc, {line, column}) {
  if (line > doc.lines) return doc.length;
  const at = doc.line(line);
  let length = 0;
  for (const character of at.text) {
    if (--column <= 0) break;
    length += character.length;
  }
  return at.from + length;
}

/** `isXml`: colour it so; `changed` is called after each change that somebody makes. */
export function makeEditor(parent, label, isXml, changed) {
  const setup = [
    lineNumbers(), lintGutter(), history(), highlightSpecialChars(), drawSelection(), highlightActiveLine(), look,
    // Tab leaves the text, as it leaves every field of a page.
    keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
    isXml ? [xml(), bracketMatching(), syntaxHighlighting(colors)] : [],
    EditorView.contentAttributes.of({"aria-label": label, tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off"}),
    EditorView.cspNonce.of("editor"),
    EditorView.updateListener.of(update => { if (update.docChanged) changed(); }),
  ];
  const stateOf = text => EditorState.create({doc: text, extensions: setup});
  const view = new EditorView({parent, state: stateOf("")});
  return {
    view,
    stateOf,
    text: () => view.state.doc.toString(),
    setText: text => view.setState(stateOf(text)),
    /** `findings`: of the report, each with what can be done about it. */
    underline(findings, actionsOf) {
      const {doc} = view.state;
      view.dispatch(setDiagnostics(view.state, findings.map(finding => ({
        from: offsetOf(doc, finding.start),
        to: offsetOf(doc, finding.end),
        severity: finding.severity === "note" ? "info" : finding.severity,
        source: finding.rule,
        message: finding.message,
        actions: actionsOf(finding),
      }))));
    },
  };
}
