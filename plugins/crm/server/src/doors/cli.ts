import type { Core } from '@strapi/strapi';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Reading, RowNote } from '../../../core/transfer/drafts';
import { profiles } from '../../../core/transfer/profiles';
import { importRows, type ImportResult } from '../application/import-rows';
import { holds, verify, type Verdict } from '../application/verify';
import { readTables, UnusableSource } from './csv';

/** What a command says, and whether the process may end well. */
export interface Told {
  readonly lines: readonly string[];
  readonly ok: boolean;
}

/** Where the example data lies, seen from the project's root, unless the variable says otherwise. */
const DATA = '../shared/data';
const SHOWN = 20;

/** The commands of `scripts/crm.mjs`: the application is booted, but does not listen. */
export const cli = ({ strapi }: { strapi: Core.Strapi }) => ({
  import: (argv: readonly string[]): Promise<Told> => importCommand(strapi, argv),
  verify: (): Promise<Told> => verifyCommand(strapi),
});

interface ImportOptions {
  readonly profile: string;
  readonly from: string;
  readonly report: string | undefined;
}

async function importCommand(strapi: Core.Strapi, argv: readonly string[]): Promise<Told> {
  const options = importOptions(strapi, argv);
  if (typeof options === 'string') return { lines: [options, USAGE], ok: false };
  const profile = profiles.find(options.profile);
  if (profile === undefined) {
    return { lines: [`There is no profile "${options.profile}".`, USAGE], ok: false };
  }
  try {
    const began = Date.now();
    const reading = profile.read(readTables(profile, options.from));
    const result = await importRows(strapi, reading, { source: profile.key, now: new Date() });
    const seconds = (Date.now() - began) / 1000;
    const report = options.report === undefined ? [] : [writeReport(options.report, reading)];
    return {
      lines: [
        `${profile.label}, from ${options.from}`,
        ...tell(reading, result, seconds),
        ...report,
      ],
      ok: true,
    };
  } catch (error) {
    if (error instanceof UnusableSource) return { lines: [error.message], ok: false };
    throw error;
  }
}

const USAGE = `Usage: npm run import -- --profile <${profiles.all.map(({ key }) => key).join('|')}> [--from <folder>] [--report <file.csv>]`;

function importOptions(strapi: Core.Strapi, argv: readonly string[]): ImportOptions | string {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { profile: text, from: text, report: text },
    });
    const { profile, from, report } = values;
    if (profile === undefined) return 'Name a profile.';
    const root = strapi.dirs.app.root;
    const data = process.env['CRM_DATA_DIR'] ?? DATA;
    return {
      profile,
      from: path.resolve(root, from ?? path.join(data, profile)),
      report: report === undefined ? undefined : path.resolve(root, report),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function tell(reading: Reading, { counts, missing }: ImportResult, seconds: number): string[] {
  return [
    ...counts
      .filter(({ given }) => given > 0)
      .map(
        ({ record, given, fresh }) =>
          `  ${record.padEnd(14)} ${fresh} new, ${given - fresh} already here`,
      ),
    `  ${seconds.toFixed(1)} seconds`,
    ...reading.notes,
    ...missing,
    ...tellRefused(reading.refused),
    ...tellRemarks(reading.remarks),
  ];
}

function tellRefused(rows: readonly RowNote[]): string[] {
  const shown = rows
    .slice(0, SHOWN)
    .map(({ file, line, because }) => `  ${file}, line ${line}: ${because}`);
  return [`${rows.length} rows could not be taken`, ...shown, ...more(rows.length - SHOWN)];
}

/** The same remark on a thousand rows is one line. */
function tellRemarks(rows: readonly RowNote[]): string[] {
  const groups = new Map<string, RowNote[]>();
  for (const row of rows) {
    const key = `${row.file}: ${row.because}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const shown = [...groups]
    .slice(0, SHOWN)
    .map(([said, { length, 0: first }]) =>
      length === 1
        ? `  ${said} (line ${first?.line})`
        : `  ${said} (${length} rows, first on line ${first?.line})`,
    );
  return [`${rows.length} remarks on rows that were taken`, ...shown, ...more(groups.size - SHOWN)];
}

const more = (count: number): string[] =>
  count > 0 ? [`  … and ${count} more; --report <file> writes all`] : [];

/** All of it as CSV, for whoever mends the source. */
function writeReport(file: string, { refused, remarks }: Reading): string {
  const rows = [
    ['taken', 'file', 'line', 'because'],
    ...refused.map(({ file: name, line, because }) => ['no', name, String(line), because]),
    ...remarks.map(({ file: name, line, because }) => ['yes', name, String(line), because]),
  ];
  writeFileSync(file, rows.map((row) => `${row.map(cell).join(',')}\n`).join(''));
  return `All rows with something to say are in ${file}`;
}

const cell = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

async function verifyCommand(strapi: Core.Strapi): Promise<Told> {
  const verdicts = await verify(strapi);
  const broken = verdicts.filter((verdict) => !holds(verdict)).length;
  return {
    lines: [
      ...verdicts.flatMap(tellVerdict),
      broken === 0
        ? 'Everything holds.'
        : `${broken} of ${verdicts.length} invariants are broken. Nothing was changed; the records above need a look.`,
    ],
    ok: broken === 0,
  };
}

function tellVerdict({ invariant, count, examples }: Verdict): string[] {
  const { key, sentence, severity } = invariant;
  const word = count === 0 ? 'ok' : severity;
  const number = count === 0 ? '' : ` ${count}:`;
  return [
    `${word.padEnd(7)} ${key.padEnd(17)}${number} ${sentence}`,
    ...examples.map((example) => `          ${example}`),
    ...(count > examples.length ? [`          … and ${count - examples.length} more`] : []),
  ];
}
