import { z } from 'zod';
import { isRefusal } from '../kernel/refusals';
import { parseInput } from '../kernel/action';
import { fieldKind } from '../kernel/fields';
import { aStep, pathsOf } from '../testing/facts';
import { formOf } from './form';
import { newCompaniesIn, startingForm } from './input';
import { BUILT_IN_PROCESS, STEP_FIELD_TYPES, type StepFieldType } from './process';

const SAMPLES: Readonly<Record<StepFieldType, readonly [right: unknown, wrong: unknown]>> = {
  text: ['Roof', 7],
  'long-text': ['Roof\nand walls', ['Roof']],
  number: [-7.5, '7'],
  amount: [1200, -1],
  date: ['2026-02-28', '2026-02-30'],
  flag: [false, 'no'],
  company: ['acme', { name: 'Acme' }],
  'qualification-type': ['company-only', 'deal'],
  'opportunity-pipeline': ['deals', 7],
  'selling-direction': ['services', ''],
  member: ['sam', null],
};

const parse = (fields: Parameters<typeof aStep>[0], input: object) => {
  const parsed = parseInput(formOf(aStep(fields)), input);
  return isRefusal(parsed) ? pathsOf(parsed) : parsed;
};

describe('the form of a step', () => {
  it.each(STEP_FIELD_TYPES)('E15: takes an answer of type %s, and no other', (type) => {
    const [right, wrong] = SAMPLES[type];
    const key = type === 'company' ? 'company' : 'answer';

    expect(parse([{ key, type, required: true }], { [key]: right })).toEqual({ [key]: right });
    expect(parse([{ key, type, required: true }], { [key]: wrong })).toEqual([key]);
  });

  it.each(STEP_FIELD_TYPES.filter((type) => type !== 'company'))(
    'E15: asks for a %s where the step needs it, and only there',
    (type) => {
      expect(parse([{ key: 'answer', type, required: true }], {})).toEqual(['answer']);
      expect(parse([{ key: 'answer', type, required: false }], {})).toEqual({});
    },
  );

  it('E15: a blank is no answer', () => {
    expect(parse([{ key: 'goal', type: 'long-text', required: true }], { goal: ' ' })).toEqual([
      'goal',
    ]);
    expect(parse([{ key: 'goal', type: 'text', required: true }], { goal: ' ' })).toEqual(['goal']);
  });

  it('E11: a company is chosen or named anew; whether there is one shows with the lead', () => {
    const fields = [{ key: 'company', type: 'company', required: true }] as const;

    expect(parse(fields, {})).toEqual({});
    expect(parse(fields, { newCompany: { name: 'Öko' } })).toEqual({ newCompany: { name: 'Öko' } });
    expect(parse(fields, { newCompany: {} })).toEqual(['newCompany.name']);
  });

  it('refuses what it does not ask for', () => {
    expect(parse([{ key: 'goal' }], { goal: 'Roof', city: 'Ulm' })).toEqual(['city']);
  });

  it('says of each field what it is, so that it can be drawn', () => {
    const { shape } = formOf(BUILT_IN_PROCESS.steps[0]);

    expect(Object.keys(shape)).toEqual([
      'company',
      'newCompany',
      'type',
      'pipeline',
      'name',
      'city',
      'sellingDirection',
      'estimatedRevenue',
      'estimatedCloseDate',
      'description',
    ]);
    expect(fieldKind(shape['pipeline'] ?? z.any())).toEqual({
      kind: 'pipeline',
      pipelines: 'opportunity',
    });
    expect(z.toJSONSchema(formOf(BUILT_IN_PROCESS.steps[0]))).toMatchObject({
      properties: { city: { title: 'City' } },
    });
  });

  it('E14: whatever it takes, the qualification at the end takes, too', () => {
    const long = { text: 'x'.repeat(255), 'long-text': 'x'.repeat(10_000), amount: 99_999_999.99 };
    const fields = BUILT_IN_PROCESS.steps[0].fields.map((field) => ({ ...field, required: false }));
    for (const { key, type } of fields) {
      for (const answer of [SAMPLES[type][0], (long as Record<string, unknown>)[type]]) {
        const parsed = formOf({ fields }).safeParse({ [key]: answer });

        if (parsed.success) expect(startingForm.safeParse(parsed.data).error).toBeUndefined();
      }
    }
  });
});

describe('the new companies in an input', () => {
  it('S20: are found wherever they are named, by the keys they are compared by', () => {
    const newCompany = { name: ' ÖKO  AG', website: 'https://www.Oeko.example/' };

    expect(newCompaniesIn({ opportunity: { newCompany }, newCompany: { name: 'Neu' } })).toEqual([
      { name: 'oko ag', website: 'oeko.example' },
      { name: 'neu', website: null },
    ]);
  });

  it.each([[null], ['text'], [{ newCompany: null }], [{ newCompany: { name: 7 } }]])(
    'are none in %j',
    (input) => {
      expect(newCompaniesIn(input)).toEqual([]);
    },
  );
});
