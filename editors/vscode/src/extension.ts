import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State } from 'vscode-languageclient/node';
import { binary, findBinary } from './find';

const workspaceFile = 'ampslint.toml';
/** An AMPSConfig, behind a declaration, comments and a document type. */
const configuration =
  /^\uFEFF?\s*(?:(?:<\?(?:(?!\?>)[^])*\?>|<!--(?:(?!-->)[^])*-->|<!DOCTYPE[^>[]*>)\s*)*<AMPSConfig[\s>/]/;
const bundled = path.join(__dirname, '..', 'bin', binary);
const restartsFor = ['path', 'arguments', 'pause', 'run', 'verdicts'];
const mostEnds = 5;
const endsCountFor = 3 * 60_000;

let output: vscode.OutputChannel;
let status: vscode.StatusBarItem;
let client: LanguageClient | undefined;
let isWanted = false; // the server runs where there is something for it to check
let ends: number[] = [];
let queue = Promise.resolve(); // one start or stop at a time
const recognized = new WeakSet<vscode.TextDocument>();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel('ampslint');
  status = vscode.window.createStatusBarItem('ampslint', vscode.StatusBarAlignment.Right);
  status.name = 'ampslint';
  status.command = 'ampslint.output';
  context.subscriptions.push(
    output,
    status,
    vscode.commands.registerCommand('ampslint.output', () => output.show()),
    vscode.commands.registerCommand('ampslint.restart', restart),
    vscode.commands.registerCommand('ampslint.showExpanded', showExpanded),
    vscode.workspace.registerTextDocumentContentProvider('ampslint-expanded', { provideTextDocumentContent: expanded }),
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidGrantWorkspaceTrust(() => isWanted && restart()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (isWanted && restartsFor.some((name) => change.affectsConfiguration(`ampslint.${name}`))) void restart();
    }),
  );
  vscode.workspace.textDocuments.forEach(opened);
  if (!isWanted && (await hasWorkspaceFile())) void restart();
  await queue;
}

export function deactivate(): Promise<void> {
  return queue.then(() => client?.stop());
}

/** By their name, configurations are XML like others. Who chooses another language for one keeps it. */
function opened(document: vscode.TextDocument): void {
  if (document.languageId === 'xml' && !recognized.has(document) && configuration.test(document.getText())) {
    recognized.add(document);
    void vscode.languages.setTextDocumentLanguage(document, 'amps-config');
  } else if (document.languageId === 'amps-config' || path.basename(document.fileName) === workspaceFile) {
    if (!isWanted) void restart();
  }
}

function isBelowWorkspace(folder: string): boolean {
  const up = path.dirname(folder);
  return fs.existsSync(path.join(folder, workspaceFile)) || (up !== folder && isBelowWorkspace(up));
}

async function hasWorkspaceFile(): Promise<boolean> {
  return folders().some(isBelowWorkspace) || (await vscode.workspace.findFiles(`**/${workspaceFile}`, undefined, 1)).length > 0;
}

function folders(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).filter((one) => one.uri.scheme === 'file').map((one) => one.uri.fsPath);
}

function restart(): Promise<void> {
  isWanted = true;
  ends = [];
  queue = queue.then(async () => {
    const running = client?.state === State.Starting ? client.start() : Promise.resolve();
    await running.then(() => client?.stop()).catch(() => undefined); // where it has ended by itself
    await start().catch((error: Error) => fail(`The server did not start: ${error.message}`));
  });
  return queue;
}

/** Trouble with the set-up is no reason to interrupt anybody: it is in the output and in the status item. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

async function start(): Promise<void> {
  show('$(loading~spin) ampslint', 'starting');
  const settings = vscode.workspace.getConfiguration('ampslint');
  const setting = settings.get('path', '').trim();
  const where = { setting, folders: folders(), trusted: vscode.workspace.isTrusted, searchPath: process.env.PATH ?? '', bundled };
  const found = findBinary(where, (line) => output.appendLine(line));
  client = new QuietClient(
    'ampslint',
    'ampslint',
    { command: found.file, args: ['lsp', ...settings.get<string[]>('arguments', [])], options: { cwd: folders()[0] } },
    {
      documentSelector: [{ scheme: 'file' }], // not the other side of a comparison
      initializationOptions: { pause: settings.get('pause') ?? undefined, run: settings.get('run'), verdicts: settings.get('verdicts') },
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      middleware: { executeCommand: (name, given, next) => (name === 'ampslint.showReferences' ? showReferences(given) : next(name, given)) },
      errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed },
    },
  );
  await client.start();
  const version = client.initializeResult?.serverInfo?.version;
  show('$(check) ampslint', `ampslint ${version}: ${found.file} (${found.why})`);
}

function expanded(uri: vscode.Uri): Promise<string> {
  return client!.sendRequest('workspace/executeCommand', { command: 'ampslint.expand', arguments: [uri.query] });
}

/** A configuration after includes and variables, as a document of its own that nobody can change. */
async function showExpanded(): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const shown = uri?.with({ scheme: 'ampslint-expanded', query: uri.toString() });
  if (shown && client) await vscode.window.showTextDocument(shown, { viewColumn: vscode.ViewColumn.Beside });
}

/** Lenses name places as the protocol does, and not as the editor's own command does. */
function showReferences([uri, position, locations]: any[]) {
  const { asUri, asPosition, asLocation } = client!.protocol2CodeConverter;
  return vscode.commands.executeCommand('editor.action.showReferences', asUri(uri), asPosition(position), locations.map(asLocation));
}

/** A server that ends is started again, but not for ever. */
function closed() {
  const now = Date.now();
  ends = [...ends.filter((end) => now - end < endsCountFor), now];
  const isStarting = client?.state === State.Starting;
  if (ends.length < mostEnds && !isStarting) return { action: CloseAction.Restart, handled: true };
  fail(isStarting ? 'The server ended while it was starting' : `The server ended ${mostEnds} times in three minutes`);
  return { action: CloseAction.DoNotRestart, handled: true };
}

function fail(message: string): void {
  output.appendLine(message);
  show('$(error) ampslint', message, new vscode.ThemeColor('statusBarItem.errorBackground'));
}

function show(text: string, tooltip: string, background?: vscode.ThemeColor): void {
  status.text = text;
  status.tooltip = new vscode.MarkdownString(`${tooltip}\n\n[Restart server](command:ampslint.restart)`);
  status.tooltip.isTrusted = true;
  status.backgroundColor = background;
  status.show();
}
