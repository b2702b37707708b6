// Where the extension for VS Code looks for the binary, without VS Code. Usage: node find.js FIND.JS FOLDER
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const { findBinary } = require(process.argv[2]);
const root = process.argv[3];

function program(file, mode = 0o755) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '#!/bin/sh\n', { mode });
  return file;
}

const first = path.join(root, 'a workspace');
const second = path.join(root, 'second');
const onPath = path.join(root, 'on the path');
const around = { setting: '', folders: [first, second], trusted: true, searchPath: ['', 'bin', onPath].join(path.delimiter), bundled: path.join(root, 'extension/bin/ampslint') };

function found(changes = {}) {
  const lines = [];
  const { file, why } = findBinary({ ...around, ...changes }, (line) => lines.push(line));
  assert.ok(lines.at(-1).includes(file) && lines.at(-1).includes(why), lines.join('\n'));
  return file;
}

test('nothing is found, and each place is named', () => {
  const lines = [];
  assert.throws(() => findBinary(around, (line) => lines.push(line)), /set ampslint.path/);
  assert.strictEqual(lines.length, 2 * 7 + 1 + 1);
});

test('the later places give way to the earlier ones', () => {
  process.chdir(root);
  program(path.join(root, 'bin/ampslint')); // "bin" on the PATH means another folder each time
  for (const file of [around.bundled, path.join(onPath, 'ampslint'),
    ...[second, first].flatMap((folder) => ['build', 'build/src', 'build/debug/src', 'build/release/src', 'node_modules/.bin', 'venv/bin', '.venv/bin']
      .map((part) => path.join(folder, part, 'ampslint')))]) {
    program(file);
    assert.strictEqual(found(), file);
  }
});

test('what is no program is passed over', () => {
  const file = path.join(first, '.venv/bin/ampslint');
  fs.chmodSync(file, 0o644);
  assert.strictEqual(found(), path.join(first, 'venv/bin/ampslint'));
  fs.rmSync(file);
  fs.mkdirSync(file);
  assert.strictEqual(found(), path.join(first, 'venv/bin/ampslint'));
});

test('nothing of a workspace that is not trusted', () => assert.strictEqual(found({ trusted: false }), path.join(onPath, 'ampslint')));

test('the setting alone', () => {
  const own = program(path.join(root, 'own tools/ampslint-1'));
  assert.strictEqual(found({ setting: own }), own);
  assert.strictEqual(found({ setting: 'build/ampslint' }), path.join(first, 'build/ampslint'));
  fs.rmSync(path.join(first, 'build'), { recursive: true });
  assert.strictEqual(found({ setting: 'build/ampslint' }), path.join(second, 'build/ampslint'));
  assert.throws(() => found({ setting: path.join(root, 'none') }), /is not a program/);
  assert.throws(() => found({ setting: 'build/ampslint', folders: [] }), /is not a program/);
  process.env.HOME = path.join(root, 'home');
  const atHome = program(path.join(root, 'home/bin/ampslint'));
  assert.strictEqual(found({ setting: '~/bin/ampslint' }), atHome);
});
