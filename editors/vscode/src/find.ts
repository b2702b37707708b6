import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A file that may be the binary, and why it is looked for there. */
type Place = { file: string; why: string };
type Surroundings = { setting: string; folders: string[]; trusted: boolean; searchPath: string; bundled: string };

export const binary = process.platform === 'win32' ? 'ampslint.exe' : 'ampslint';
const scripts = process.platform === 'win32' ? 'Scripts' : 'bin';
const inWorkspace = [`.venv/${scripts}`, `venv/${scripts}`, 'node_modules/.bin', 'build/release/src', 'build/debug/src', 'build/src', 'build'];

/** All places in their order. A setting is the only one, so that no other version runs than the one it names. */
function places({ setting, folders, trusted, searchPath, bundled }: Surroundings): Place[] {
  if (setting) {
    const file = setting.replace(/^~(?=[\\/])/, os.homedir());
    return (path.isAbsolute(file) ? [''] : folders).map((base) => ({ file: path.join(base, file), why: 'setting ampslint.path' }));
  }
  const ofWorkspace = (trusted ? folders : []).flatMap((folder) => inWorkspace.map((part) => path.join(folder, part)));
  return [
    ...ofWorkspace.map((folder) => ({ file: path.join(folder, binary), why: 'found in the workspace' })),
    ...searchPath.split(path.delimiter).filter(path.isAbsolute).map((folder) => ({ file: path.join(folder, binary), why: 'found on the PATH' })),
    { file: bundled, why: 'bundled with the extension' },
  ];
}

function isProgram(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

export function findBinary(where: Surroundings, log: (line: string) => void): Place {
  for (const place of places(where)) {
    if (isProgram(place.file)) {
      log(`${place.file} is used: ${place.why}`);
      return place;
    }
    log(`${place.file} is not there`);
  }
  throw new Error(where.setting ? `the setting ampslint.path is not a program: ${where.setting}` : 'ampslint was not found; set ampslint.path');
}
