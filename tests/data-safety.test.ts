import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { registerMigration } from '../plugins/crm/server/src/store/safety';
import { startOn, type App, type Strapi } from './support/app';
import { builders, type Made } from './support/builders';
import { createDatabase, type TestDatabase } from './support/database';
import { templateOfRun } from './support/template';
import { crmTables, readTables } from './support/rows';

/*
 * Strapi's schema sync drops what its models no longer name, data and all. The CRM's tables and columns
 * outlive a start without it. Everything here runs with `forceMigration: true`, Strapi's own default, so
 * that the plugin's belt is seen to hold without the host's braces (config/database.ts).
 */

const ROOT = path.resolve(__dirname, '..');

let database: TestDatabase;
let tables: string[];
let rows: Record<string, unknown[]>;
let lead: Made;

beforeAll(async () => {
  database = await createDatabase(templateOfRun().name);
  const app = await startOn({ ...database, drop: async () => undefined });
  await fill(app);
  tables = crmTables(app.strapi);
  rows = await readTables(app.strapi, tables);
  await app.stop();
});
afterAll(() => database.drop());

async function fill(app: App): Promise<void> {
  const a = builders(app);
  lead = await a.lead({ title: 'Kept', description: 'A text that nobody may lose' });
  const ana = await a.contact({ phone: '0123' });
  await a.link(lead, ana, { relationship: 'spouse', primaryContact: true });
  await app.strapi
    .documents('plugin::crm.lead' as never)
    .update({ documentId: lead.documentId, data: { active: false } } as never);
}

interface Boot {
  readonly env?: Readonly<Record<string, string>>;
  readonly appDir?: string;
  /** Between `register` and the schema sync: where another version of the plugin would differ. */
  readonly change?: (strapi: Strapi) => void;
}

/** Starts the host and looks at it; says what it said when it refused to start. */
async function boot(
  { env = {}, appDir = ROOT, change }: Boot,
  look: (strapi: Strapi) => Promise<void> = async () => undefined,
): Promise<string | undefined> {
  const strapi = await createOutside({ env: { ...database.env, ...env }, appDir });
  strapi.config.set('database.settings.forceMigration', true);
  try {
    await strapi.register();
    change?.(strapi);
    await strapi.bootstrap();
    await look(strapi);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await strapi.destroy();
  }
}

const seesAllRows = async (strapi: Strapi): Promise<void> => {
  expect(await readTables(strapi, tables)).toEqual(rows);
};

/** Looks at the database through a start without the plugin, which changes nothing of it. */
const expectNothingChanged = async (): Promise<void> => {
  expect(await boot({ env: { CRM_ENABLED: 'false' } }, seesAllRows)).toBeUndefined();
};

const countPermissions = async (strapi: Strapi): Promise<number[]> => [
  await strapi.db
    .query('plugin::users-permissions.permission')
    .count({ where: { action: { $startsWith: 'plugin::crm.' } } }),
  await strapi.db
    .query('admin::permission')
    .count({ where: { role: { code: { $startsWith: 'crm_' } } } }),
];

describe('without the plugin', () => {
  it('gives the roles their permissions back after a start without the plugin', async () => {
    let before: number[] = [];
    await boot({}, async (strapi) => {
      before = await countPermissions(strapi);
    });
    await boot({ env: { CRM_ENABLED: 'false' } });

    const said = await boot({}, async (strapi) => {
      expect(await countPermissions(strapi)).toEqual(before);
    });

    expect(said).toBeUndefined();
    expect(Math.min(...before)).toBeGreaterThan(50);
  });

  it('disabled, Strapi starts and every row stays', async () => {
    const refused = await boot({ env: { CRM_ENABLED: 'false' } }, async (strapi) => {
      expect(strapi.plugins['crm']).toBeUndefined();
      await seesAllRows(strapi);
    });

    expect(refused).toBeUndefined();
  });

  it('enabled again, it finds everything, and its indexes still hold', async () => {
    const refused = await boot({}, async (strapi) => {
      const now = await readTables(strapi, tables);
      expect(now['crm_leads']).toEqual(rows['crm_leads']);
      expect(now['crm_lead_contacts']).toEqual(rows['crm_lead_contacts']);
      expect(now['crm_changes']).toEqual(rows['crm_changes']);
      const link = rows['crm_lead_contacts']?.[0] as { primary_contact_of: number };
      const again = strapi.db
        .connection('crm_lead_contacts')
        .insert({ primary_contact_of: link.primary_contact_of })
        // Not `rejects.toThrow`: the driver's error is of another realm than the test's `Error`.
        .then(() => 'inserted')
        .catch(({ message }: { message: string }) => message);
      expect(await again).toMatch(/primary_contact_of|one_contact/);
    });

    expect(refused).toBeUndefined();
  });

  describe('not built', () => {
    let copy: string;

    beforeAll(() => {
      copy = copyWithoutBuild();
    });
    afterAll(() => rmSync(copy, { recursive: true, force: true }));

    it('npm start refuses, and says what to run', () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/start.mjs'], {
        cwd: copy,
        encoding: 'utf8',
        timeout: 30_000,
      });

      expect(status).not.toBe(0);
      expect(stdout + stderr).toContain('The CRM plugin is not built. Run `npm run build` first');
    });

    it('a bare Strapi starts, and every row stays', async () => {
      const refused = await boot({ appDir: copy }, async (strapi) => {
        expect(strapi.plugins['crm']).toBeUndefined();
        await seesAllRows(strapi);
      });

      expect(refused).toBeUndefined();
    });
  });
});

/** The application as it is before its first build: no plugin/dist/server. */
function copyWithoutBuild(): string {
  mkdirSync(path.join(ROOT, '.tmp'), { recursive: true });
  const copy = mkdtempSync(path.join(ROOT, '.tmp', 'unbuilt-'));
  for (const part of ['dist/src', 'dist/config', 'scripts', 'public', 'package.json']) {
    cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true });
  }
  for (const part of ['package.json', 'server/src', 'core']) {
    cpSync(path.join(ROOT, 'plugins/crm', part), path.join(copy, 'plugins/crm', part), {
      recursive: true,
    });
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

describe('another version of the plugin', () => {
  /** A later version: its schema is without these attributes, or calls them otherwise. */
  const reshaped =
    (record: string, reshape: (attributes: Record<string, unknown>) => void) =>
    (strapi: Strapi): void => {
      const type = strapi.contentTypes[`plugin::crm.${record}` as never] as unknown as {
        attributes: Record<string, unknown>;
      };
      // A copy: the plugin's own object would stay changed for the next start of this process.
      type.attributes = { ...type.attributes };
      reshape(type.attributes);
    };

  it('a database that a newer version has used is refused, and nothing is changed', async () => {
    await writeVersion('99.0.0');

    const refused = await boot({});

    expect(refused).toContain('last used with version 99.0.0');
    expect(refused).toContain('Install 99.0.0 or newer');
    await expectNothingChanged();
    await writeVersion('0.0.1');
    expect(await boot({}, seesAllRows)).toBeUndefined();
  });

  it('a removed attribute with data is refused by table and column, and nothing is changed', async () => {
    const refused = await boot({
      change: reshaped('lead', (attributes) => delete attributes['description']),
    });

    expect(refused).toContain('the column description of crm_leads holds data');
    expect(await boot({}, seesAllRows)).toBeUndefined();
  });

  it('a removed relation with data is refused by the column of its key', async () => {
    const refused = await boot({
      change: reshaped('lead-contact', (attributes) => {
        delete attributes['relationshipType'];
        delete attributes['relationshipTypeKey'];
      }),
    });

    expect(refused).toContain('the column relationship_type_key of crm_lead_contacts holds data');
    expect(await boot({}, seesAllRows)).toBeUndefined();
  });

  it('a removed attribute without data goes', async () => {
    const refused = await boot(
      { change: reshaped('lead', (attributes) => delete attributes['closeNotes']) },
      async (strapi) => {
        expect(await strapi.db.connection.schema.hasColumn('crm_leads', 'close_notes')).toBe(false);
      },
    );

    expect(refused).toBeUndefined();
    expect(
      await boot({}, async (strapi) => {
        expect(await strapi.db.connection.schema.hasColumn('crm_leads', 'close_notes')).toBe(true);
      }),
    ).toBeUndefined();
  });

  it('a renamed attribute with its migration keeps its data under the new name', async () => {
    const rename = reshaped('contact', (attributes) => {
      attributes['mobile'] = attributes['phone'];
      delete attributes['phone'];
    });

    const refused = await boot(
      {
        change: (strapi) => {
          rename(strapi);
          registerMigration(strapi, {
            name: '0001-rename-phone',
            renames: [{ table: 'crm_contacts', from: 'phone', to: 'mobile' }],
          });
        },
      },
      async (strapi) => {
        expect(await strapi.db.connection('crm_contacts').pluck('mobile')).toEqual(['0123']);
        expect(await strapi.db.connection.schema.hasColumn('crm_contacts', 'phone')).toBe(false);
      },
    );

    expect(refused).toBeUndefined();
  });

  async function writeVersion(version: string): Promise<void> {
    await boot({ env: { CRM_ENABLED: 'false' } }, async (strapi) => {
      await strapi.store?.set({ type: 'plugin', name: 'crm', key: 'version', value: version });
    });
  }
});
