import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contactActions, leadActions } from '../plugins/crm/core';
import { VERSION } from '../plugins/crm/core/kernel/version';
import { apiDocument } from './support/contract';
import { TABLES } from './support/tables';

const ROOT = path.resolve(__dirname, '..');
const DOCUMENTS = ['README.md', 'plugins/crm/README.md'];
const MARKED = /<!-- generated:([\w-]+) -->\n[\s\S]*?<!-- \/generated -->/g;

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** The document with every marked table as the catalogues have it today. */
const renewed = (text: string): string =>
  text.replace(MARKED, (_old, name: string) => {
    const make = TABLES[name];
    if (make === undefined) throw new Error(`There is no table called ${name}.`);
    return `<!-- generated:${name} -->\n\n${make()}\n\n<!-- /generated -->`;
  });

describe('the documents', () => {
  it.each(DOCUMENTS)('%s has the tables of the catalogues (`npm run docs` renews them)', (file) => {
    const text = read(file);
    const expected = renewed(text);
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path.join(ROOT, file), expected);
    else expect(text).toBe(expected);
  });

  it('the README has every table there is', () => {
    const present = [...read('README.md').matchAll(MARKED)].map(([, name]) => name);

    expect(new Set(present)).toEqual(new Set(Object.keys(TABLES)));
  });

  it('docs/openapi.json describes the API of today (`npm run docs` renews it)', () => {
    const file = 'docs/openapi.json';
    const expected = `${JSON.stringify(apiDocument(), null, 2)}\n`;
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(path.join(ROOT, file), expected);

    // Not `toBe`: the difference of two texts of this size takes a minute and helps nobody.
    expect(read(file) === expected).toBe(true);
  });

  it('the package ships the changelog of the repository', () => {
    const file = 'plugins/crm/CHANGELOG.md';
    if (process.env['UPDATE_DOCS'] === '1') {
      writeFileSync(path.join(ROOT, file), read('CHANGELOG.md'));
    }

    expect(read(file)).toBe(read('CHANGELOG.md'));
  });

  it.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'bench/README.md'])(
    '%s points at files that are there',
    (file) => {
      const targets = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)];
      const missing = targets
        .map(([, target = '']) => path.join(ROOT, path.dirname(file), target))
        .filter((target) => !existsSync(target));

      expect(missing).toEqual([]);
    },
  );
});

describe('the package', () => {
  it('has the version that the code knows', () => {
    const { version } = JSON.parse(read('plugins/crm/package.json')) as { version: string };

    expect(VERSION).toBe(version);
    expect(read('CHANGELOG.md')).toContain(`## [${version}]`);
  });
});

describe('every action', () => {
  const files = [
    ...leadActions.all.map(({ key }) => `core/lead/actions/${key}`),
    ...contactActions.all.map(({ key }) => `core/contact/actions/${key}`),
  ];

  it.each(files)('%s is a file of its name with its test beside it', (file) => {
    expect(existsSync(path.join(ROOT, 'plugins/crm', `${file}.ts`))).toBe(true);
    expect(existsSync(path.join(ROOT, 'plugins/crm', `${file}.test.ts`))).toBe(true);
  });
});
