import { leadActions } from '../../../core';
import type { LeadRow, StageRow } from '../api/replies';
import { fieldsForLead, stagesFor, type LeadForm } from './fields-for-lead';
import { schemaOf, type Field } from './read-fields';

const STATES = ['new', 'assigned', 'assigned', 'qualified', 'disqualified', 'dropped'];
const stages: StageRow[] = STATES.map((state, position) => ({
  documentId: `s${position}`,
  name: `${state} ${position}`,
  state,
  position,
}));

const at = (position: number, lead: Partial<LeadRow> = {}): LeadForm => ({
  // Only what the forms read.
  lead: { stage: stages[position], state: STATES[position], ...lead } as LeadRow,
  stages,
  offers: leadActions.all.map(({ key, input }) => ({
    action: key,
    allowed: true,
    refusal: null,
    input: schemaOf(input),
    prefill: key === 'qualify' ? { name: 'The lead' } : {},
  })),
  codes: [
    { documentId: 'c1', label: 'Lost', active: true, masterType: { key: 'non-target' } },
    { documentId: 'c2', label: 'Later', active: true, masterType: { key: 'demand-not-generated' } },
  ],
});

const names = (fields: readonly Field[]): string[] => fields.map(({ name }) => name);
const find = (fields: readonly Field[], name: string) => fields.find((one) => one.name === name);
const ids = (options: readonly { documentId: string }[]) =>
  options.map(({ documentId }) => documentId);

describe('the stages a form offers', () => {
  it('E4: are the others of the pipeline, in order', () => {
    expect(ids(stagesFor(at(1), 'change-stage'))).toEqual(['s0', 's2', 's3', 's4', 's5']);
  });

  it('X67: are the earlier open ones for a lead that is reopened', () => {
    expect(ids(stagesFor(at(4), 'reopen'))).toEqual(['s0', 's1', 's2']);
  });

  it('R3: are those up to its own where only its score closed it', () => {
    expect(ids(stagesFor(at(1, { status: 'closed' }), 'reopen'))).toEqual(['s0', 's1']);
  });
});

describe('the form of a change of stage', () => {
  it('E2: asks what the action of the chosen stage asks, with its prefill', () => {
    const toQualified = find(fieldsForLead(at(1), 'change-stage', { stage: 's3' }), 'data');

    expect(toQualified).toMatchObject({
      kind: 'group',
      drawn: 'flat',
      required: true,
      prefill: { name: 'The lead' },
    });
    expect(names(fieldsForLead(at(0), 'change-stage', { stage: 's1' }))).toEqual(['stage', 'data']);
  });

  it('asks for nothing more where the state stays, or no action leads there', () => {
    expect(names(fieldsForLead(at(1), 'change-stage', { stage: 's2' }))).toEqual(['stage']);
    expect(names(fieldsForLead(at(1), 'change-stage', { stage: 's5' }))).toEqual(['stage']);
    expect(names(fieldsForLead(at(1), 'change-stage', {}))).toEqual(['stage']);
  });

  it('S12: asks for the opportunity where the code that is chosen there keeps the demand', () => {
    const data = { code: 'c2' };
    const asked = find(fieldsForLead(at(1), 'change-stage', { stage: 's4', data }), 'data');

    expect(asked?.kind === 'group' && names(asked.fields)).toEqual([
      'code',
      'reason',
      'opportunity',
    ]);
  });
});

describe('the form of a disqualification', () => {
  it('S11: asks for code and reason', () => {
    expect(names(fieldsForLead(at(1), 'disqualify', { code: 'c1' }))).toEqual(['code', 'reason']);
  });

  it('S12: asks for the opportunity with a code that keeps the demand, by its master type', () => {
    const asked = find(fieldsForLead(at(1), 'disqualify', { code: 'c2' }), 'opportunity');

    expect(asked).toMatchObject({ kind: 'group', drawn: 'open', required: true });
  });
});
