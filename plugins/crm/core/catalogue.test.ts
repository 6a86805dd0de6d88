import { z } from 'zod';
import { CLOSE_LOST_PERMISSION_ROLE } from './close-request/policy';
import { GUARDED_CONTACT_FIELDS } from './contact/model';
import { DROPDOWN_TYPES, firstValues, isClosing } from './dropdown/types';
import { judgeDropdownValue } from './dropdown/rules';
import { ACTION_DOORS, contactActions, EXTRA_DOORS, leadActions } from './index';
import { GRANT_KEYS } from './kernel/actor';
import { catalogue } from './kernel/catalogue';
import { REFUSALS, type RefusalCode } from './kernel/refusals';
import { settingsSchema } from './kernel/settings';
import { isNewer, VERSION } from './kernel/version';
import { GUARDED_LEAD_FIELDS } from './lead/model';
import { PIPELINES } from './pipeline/pipelines';
import { CRM_RECORDS, CRM_ROLES, READ_ONLY_RECORDS, RECORD_RIGHTS } from './role/roles';

// Of Node, core's tests know only where Jest finds a file.
declare const require: { resolve(path: string): string };

const actions = [
  ...leadActions.all.map((action) => ({ record: 'lead', ...action })),
  ...contactActions.all.map((action) => ({ record: 'contact', ...action })),
];
const named = actions.map((action) => [`${action.record} ${action.key}`, action] as const);

describe('the catalogues', () => {
  it('refuse two entries of one name', () => {
    expect(() => catalogue([{ key: 'twin' }, { key: 'twin' }])).toThrow('twin');
  });

  it.each(named)(
    '%s has words, a known grant and an input that says what it is',
    (_name, action) => {
      expect(action.words.label).toMatch(/^[A-Z]/);
      expect(action.words.done).toMatch(/^[a-z]/);
      expect(GRANT_KEYS).toContain(action.grant);
      const { properties = {} } = z.toJSONSchema(action.input, {
        io: 'input',
        unrepresentable: 'any',
      });
      for (const field of Object.values(properties)) {
        expect(field).toHaveProperty('title', expect.stringMatching(/^[A-Z]/));
      }
    },
  );

  it.each(named)('%s has one door, and refuses input it does not know', (_name, action) => {
    const doors = ACTION_DOORS.filter(
      ({ record, key }) => record === action.record && key === action.key,
    );

    expect(doors).toHaveLength(1);
    expect(doors[0]?.handler).toMatch(/^[a-zA-Z]+$/);
    expect(action.parse({ thereIsNoSuchField: 1 })).toHaveProperty('code', 'input.invalid');
  });

  it.each(named)('%s has its rules tested in a file beside it', (_name, { record, key }) => {
    expect(() => require.resolve(`./${record}/actions/${key}.test`)).not.toThrow();
  });

  it('have no two doors with the same handler', () => {
    const handlers = [...ACTION_DOORS, ...EXTRA_DOORS].map(
      (door) => `${door.record}.${door.handler}`,
    );

    expect(new Set(handlers).size).toBe(handlers.length);
  });
});

describe('the other doors', () => {
  it.each(EXTRA_DOORS.map((door) => [`${door.method} ${door.path}`, door] as const))(
    '%s says what it takes and answers (`contract`, from which OpenAPI is made)',
    (_name, { contract }) => {
      expect(contract).toBeDefined();
    },
  );
});

describe('the guarded fields', () => {
  it('R32: stand for an action, for a deed that a role can be granted, or for none', () => {
    const deeds = [...Object.values(GUARDED_LEAD_FIELDS), ...Object.values(GUARDED_CONTACT_FIELDS)];
    const known: readonly (string | null)[] = [
      ...GRANT_KEYS,
      ...leadActions.all.map(({ key }) => key),
      ...contactActions.all.map(({ key }) => key),
      null,
    ];

    expect(deeds.filter((deed) => !known.includes(deed))).toEqual([]);
  });
});

describe('the refusals', () => {
  it.each(Object.keys(REFUSALS))('%s is a code that says what stands in the way', (code) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
  });

  it.each(Object.keys(REFUSALS) as RefusalCode[])('%s is told in full sentences', (code) => {
    for (const details of [{}, { field: 'state', action: 'qualify', label: 'Ana', title: 'A' }]) {
      const sentence = REFUSALS[code].sentence(details);

      expect(sentence).toMatch(/^["A-Za-z].*[.!]$/);
      expect(sentence).not.toMatch(/undefined|null|\[object/);
    }
  });
});

describe('the roles', () => {
  it.each(CRM_ROLES.map((role) => [role.key, role] as const))(
    '%s grants known deeds only, and reaches any or own records',
    (_key, { grants }) => {
      for (const [deed, reach] of Object.entries(grants)) {
        expect(GRANT_KEYS).toContain(deed);
        expect(['any', 'own']).toContain(reach);
      }
    },
  );

  it('S6 S10: qualifying and disqualifying are the owner’s, whoever asks', () => {
    for (const { grants } of CRM_ROLES) {
      const given: Readonly<Record<string, string>> = grants;

      expect([undefined, 'own']).toContain(given['qualify']);
      expect([undefined, 'own']).toContain(given['disqualify']);
    }
  });

  it('L4: the permission role for closing lost is not shipped, so that the policy begins open', () => {
    expect(CRM_ROLES.map(({ key }) => key)).not.toContain(CLOSE_LOST_PERMISSION_ROLE);
  });

  it('write nothing that only the code writes', () => {
    for (const rights of Object.values(RECORD_RIGHTS)) {
      for (const record of CRM_RECORDS) {
        const cruds = rights[record] ?? [];

        if (READ_ONLY_RECORDS.includes(record)) expect(cruds).not.toContain('update');
      }
    }
  });
});

describe('the dropdown types', () => {
  it.each(DROPDOWN_TYPES.map((type) => [type.key, type] as const))(
    'R31: the first values of %s have master types of that very type, and keys of their own',
    (_key, type) => {
      const values = firstValues(type);
      const masterTypes: readonly string[] = type.masterTypes;

      expect(values.length).toBeGreaterThan(0);
      expect(values.filter(({ masterType }) => !masterTypes.includes(masterType))).toEqual([]);
      expect(new Set(values.map(({ key }) => key)).size).toBe(values.length);
    },
  );

  it.each(DROPDOWN_TYPES.map((type) => [type.key, type] as const))(
    'R31: the first values of %s pass the rules that editors are held to',
    (_key, type) => {
      for (const { key, label, masterType } of firstValues(type)) {
        const refusal = judgeDropdownValue({
          label,
          key,
          type: { id: 1, label: type.label },
          masterType: { label: masterType, typeId: 1 },
          active: true,
          isDefault: false,
          sameKey: null,
          sameLabel: null,
        });

        expect(refusal).toBeNull();
      }
    },
  );

  it('A8: only lead score and status code close leads, by the same three master types', () => {
    const closing = DROPDOWN_TYPES.filter((type) => type.masterTypes.some((key) => isClosing(key)));

    expect(closing.map(({ key }) => key)).toEqual(['lead-score', 'status-code']);
    for (const type of closing) expect(type).toHaveProperty('closing');
  });
});

describe('the pipelines', () => {
  it('E18: have one default for leads, which begins with a stage New', () => {
    const defaults = PIPELINES.filter(({ kind, isDefault }) => kind === 'lead' && isDefault);

    expect(defaults).toHaveLength(1);
    expect(defaults[0]?.stages[0]?.state).toBe('new');
  });
});

describe('the settings', () => {
  it('have a default for everything', () => {
    expect(settingsSchema.safeParse({}).success).toBe(true);
  });

  it('name what is misspelt', () => {
    expect(settingsSchema.safeParse({ cascades: {} }).success).toBe(false);
  });
});

describe('the version', () => {
  it('is three numbers, of which the first counts most', () => {
    expect(VERSION).toMatch(/^\d+\.\d+\.\d+$/);
    expect(isNewer('1.0.0', '0.9.9')).toBe(true);
    expect(isNewer('0.10.0', '0.9.0')).toBe(true);
    expect(isNewer('0.1.0', '0.1.0')).toBe(false);
  });
});
