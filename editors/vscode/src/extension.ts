import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State } from 'vscode-languageclient/node';
import { binary, findBinary } from './find';

const workspaceFile = 'ampslint.toml';
/** An AMPSConfig, behind a declaration, comments and a document type. */
const configuration =
  /^\uFEFF?\s*(?:(?:<\?(?:(?!\?>)[^])*\?>|<!--(?:(?!-->)[^])*-->|<!DOCTYPE[^>[]*>)\s*)*<AMPSConfig[\s>/]/;
const mostEnds = 5;
const endsCountFor = 3 * 60_000;

let output: vscode.OutputChannel;
let status: vscode.StatusBarItem;
let bundled: string;
let client: LanguageClient | undefined;
let isWanted = false;
let ends: number[] = [];
let queue = Promise.resolve(); // one start or stop at a time
const recognized = new Set<string>();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  bundled = context.asAbsolutePath(path.join('bin', binary));
  output = vscode.window.createOutputChannel('ampslint');
  status = vscode.window.createStatusBarItem('ampslint', vscode.StatusBarAlignment.Right);
  status.name = 'ampslint';
  status.command = 'ampslint.output';
  context.subscriptions.push(
    output,
    status,
    vscode.commands.registerCommand('ampslint.output', () => output.show()),
    vscode.commands.registerCommand('ampslint.restart', () => restart()),
    vscode.workspace.onDidOpenTextDocument(opened),
    vscode.workspace.onDidGrantWorkspaceTrust(() => isWanted && restart()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const isOurs = ['path', 'arguments', 'pause'].some((name) => change.affectsConfiguration(`ampslint.${name}`));
      if (isOurs && isWanted) void restart();
    }),
  );
  vscode.workspace.textDocuments.forEach(opened);
  if (await hasWorkspaceFile()) want();
  await queue;
}

export async function deactivate(): Promise<void> {
  await queue;
  await client?.stop();
}

/** By their name, configurations are XML like others. Who chooses another language for one keeps it. */
function opened(document: vscode.TextDocument): void {
  const uri = document.uri.toString();
  if (document.languageId === 'xml' && !recognized.has(uri) && configuration.test(document.getText())) {
    recognized.add(uri);
    void vscode.languages.setTextDocumentLanguage(document, 'amps-config');
  } else if (document.languageId === 'amps-config' || path.basename(document.fileName) === workspaceFile) {
    want();
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

/** The server runs where there is something for it to check. */
function want(): void {
  if (!isWanted) void restart();
}

function restart(): Promise<void> {
  isWanted = true;
  ends = [];
  queue = queue.then(async () => {
    try {
      if (client?.state === State.Starting) await client.start();
      await client?.stop();
    } catch {
      // It has ended by itself.
    }
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
  const pause = settings.get<number | null>('pause', null);
  client = new QuietClient(
    'ampslint',
    'ampslint',
    { command: found.file, args: ['lsp', ...settings.get<string[]>('arguments', [])], options: { cwd: folders()[0] } },
    {
      documentSelector: [{ scheme: 'file' }], // not the other side of a comparison
      initializationOptions: pause === null ? {} : { pause },
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: { error: () => ({ action: ErrorAction.Continue, handled: true }), closed },
    },
  );
  await client.start();
  const version = client.initializeResult?.serverInfo?.version;
  show('$(check) ampslint', `ampslint ${version}: ${found.file} (${found.why})`);
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
