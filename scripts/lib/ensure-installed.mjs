// Installs what package-lock.json asks for, when node_modules does not hold it yet.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { inProject, npm, root } from './project.mjs';
import { step, Stop } from './say.mjs';
import { runQuietly } from './shell.mjs';

export async function ensureInstalled() {
  refuseOldNode();
  if (!isInstalled()) await install();
  if (!driverLoads()) await rebuildDriver();
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stop(`Node ${process.versions.node} is too old. Install Node 20.19 or newer.`);
}

// npm writes down what it installed in a lock of its own. Comparing the two answers for every way
// of installing, while a stamp of ours would only know about this script.
function isInstalled() {
  const wanted = lockedPackages(inProject('package-lock.json'));
  const present = lockedPackages(inProject('node_modules/.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || isOptional(entry) || isSame(present[path], entry),
  );
}

const isOptional = (entry) => entry.optional || entry.devOptional;

const isSame = (present, wanted) =>
  present !== undefined && present.version === wanted.version && present.link === wanted.link;

function lockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

// Not `npm ci`: it demands that the lock names the optional binaries of every platform, and a
// registry that carries only its own platform's cannot write such a lock. `--no-save` keeps to the
// lock all the same and leaves it as it is. Building needs the development packages, also where
// NODE_ENV=production would leave them out; the log must have words, also below `npm --silent`.
const INSTALL = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund'];
const LOUD = '--loglevel=notice';

async function install() {
  const work = () => runQuietly('install', npm(...INSTALL, LOUD));
  const { ok, output } = await step('Installing packages (some minutes the first time)', work);
  if (ok) return;
  throw new Stop(
    /gyp ERR!/.test(output)
      ? NEEDS_COMPILER
      : 'npm could not install the packages; its own words are above.',
  );
}

// In a process of its own: a driver built for another Node version can end the process it loads in.
function driverLoads() {
  const open = `new (require('better-sqlite3'))(':memory:').close()`;
  try {
    execFileSync(process.execPath, ['-e', open], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function rebuildDriver() {
  const work = () => runQuietly('rebuild-sqlite', npm('rebuild', 'better-sqlite3', LOUD));
  const { ok } = await step('Building better-sqlite3, the SQLite driver, for this Node', work);
  if (!ok || !driverLoads()) throw new Stop(NEEDS_COMPILER);
}

const NEEDS_COMPILER = `better-sqlite3, the SQLite driver, could not be installed: there is no ready-made build of it for
this system, and compiling it failed. It needs a C++ compiler, make and Python 3:

  Debian, Ubuntu   sudo apt-get install build-essential python3
  Fedora           sudo dnf install gcc-c++ make python3
  macOS            xcode-select --install
  Windows          Visual Studio Build Tools with "Desktop development with C++", and Python 3

Then run the same command again.`;
