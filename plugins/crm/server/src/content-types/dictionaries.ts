import { LABEL_LENGTH } from '../../../core/dropdown/rules';
import { LEAD_STATES } from '../../../core/lead/model';
import {
  amount,
  boolean,
  defineRecord,
  hidden,
  integer,
  json,
  oneOf,
  string,
  text,
  toOne,
} from './record';

export const dropdownType = defineRecord({
  singular: 'dropdown-type',
  plural: 'dropdown-types',
  displayName: 'Dropdown type',
  attributes: {
    key: string({ required: true, maxLength: 100 }),
    label: string({ required: true, maxLength: 190 }),
    description: text(),
  },
  indexes: [{ name: 'key', columns: ['key'], type: 'unique' }],
});

export const masterType = defineRecord({
  singular: 'master-type',
  plural: 'master-types',
  displayName: 'Master type',
  attributes: {
    key: string({ required: true, maxLength: 100 }),
    label: string({ required: true, maxLength: 190 }),
    /** "Lead score: Lost lead", so that a picker shows which type it belongs to. */
    name: string({ maxLength: 190 }),
    dropdownType: toOne('dropdown-type'),
    closing: boolean(false),
  },
  keys: ['dropdownType'],
  indexes: [{ name: 'key', columns: ['dropdown_type_key', 'key'], type: 'unique' }],
});

export const dropdownValue = defineRecord({
  singular: 'dropdown-value',
  plural: 'dropdown-values',
  displayName: 'Dropdown value',
  attributes: {
    label: string({ required: true, maxLength: LABEL_LENGTH }),
    key: string({ maxLength: 100 }),
    dropdownType: toOne('dropdown-type', { required: true }),
    masterType: toOne('master-type', { required: true }),
    position: integer({ default: 0 }),
    active: boolean(true),
    isDefault: boolean(false),
    // The type's key while this is its default, empty otherwise: at most one default per type.
    defaultOf: hidden(integer()),
  },
  keys: ['dropdownType', 'masterType'],
  indexes: [
    { name: 'key', columns: ['dropdown_type_key', 'key'], type: 'unique' },
    { name: 'default', columns: ['default_of'], type: 'unique' },
    { name: 'in_order', columns: ['dropdown_type_key', 'active', 'position'] },
  ],
});

export const pipeline = defineRecord({
  singular: 'pipeline',
  plural: 'pipelines',
  displayName: 'Pipeline',
  attributes: {
    key: string({ required: true, maxLength: 100 }),
    name: string({ required: true, maxLength: 190 }),
    kind: oneOf(['lead', 'opportunity'], { default: 'lead' }),
    isDefault: boolean(false),
    position: integer({ default: 0 }),
    forwardOnly: boolean(true),
    nextOnly: boolean(false),
    allowReopen: boolean(false),
    // The kind while this is its default, empty otherwise: at most one default per kind.
    defaultOf: hidden(string({ maxLength: 20 })),
  },
  indexes: [
    { name: 'key', columns: ['key'], type: 'unique' },
    { name: 'default', columns: ['default_of'], type: 'unique' },
  ],
});

export const stage = defineRecord({
  singular: 'stage',
  plural: 'stages',
  displayName: 'Stage',
  attributes: {
    name: string({ required: true, maxLength: 190 }),
    pipeline: toOne('pipeline', { required: true }),
    /** A lead's states; the stages of an opportunity are `open`, `won` or `lost`. */
    state: oneOf([...LEAD_STATES, 'open'], { required: true }),
    position: integer({ default: 0 }),
    colour: string({ maxLength: 30 }),
    visible: boolean(true),
    /** Only of a stage whose state is `qualified`: how a lead that comes here is qualified (E15). */
    process: toOne('qualification-process'),
  },
  keys: ['pipeline', 'process'],
  indexes: [
    { name: 'in_order', columns: ['pipeline_key', 'position'] },
    { name: 'by_process', columns: ['process_key'] },
  ],
});

/** E15, R24: the built-in process is the code's; copies of it are the administrators'. */
export const qualificationProcess = defineRecord({
  singular: 'qualification-process',
  plural: 'qualification-processes',
  displayName: 'Qualification process',
  attributes: {
    name: string({ required: true, maxLength: 190 }),
    builtIn: boolean(false),
    copiedFrom: toOne('qualification-process'),
    version: integer({ default: 1 }),
    steps: json(),
    /** The built-in process has one; copies have none. */
    key: hidden(string({ maxLength: 100 })),
  },
  indexes: [{ name: 'key', columns: ['key'], type: 'unique' }],
});

/** What a qualified lead became; deactivating the lead leaves it alone (S18). */
export const opportunity = defineRecord({
  singular: 'opportunity',
  plural: 'opportunities',
  displayName: 'Opportunity',
  attributes: {
    name: string({ required: true, maxLength: 255 }),
    responsible: toOne('member'),
    company: toOne('company'),
    city: string({ maxLength: 190 }),
    sellingDirection: toOne('dropdown-value'),
    currentSituation: text({ maxLength: 10_000 }),
    estimatedRevenue: amount(),
    estimatedCloseDate: { type: 'date' },
    description: text({ maxLength: 100_000 }),
    pipeline: toOne('pipeline'),
    stage: toOne('stage'),
    originatingLead: toOne('lead'),
    externalId: string({ maxLength: 190 }),
    /** X37: its lead is disqualified for another reason by now; somebody says what becomes of it. */
    forDecision: boolean(false),
    /** The lead and how many it has become: one qualification never makes two (R20). */
    qualificationKey: hidden(string({ maxLength: 100 })),
  },
  keys: ['stage', 'originatingLead', 'sellingDirection', 'responsible', 'company', 'pipeline'],
  indexes: [
    { name: 'by_lead', columns: ['originating_lead_key'] },
    { name: 'by_company', columns: ['company_key'] },
    { name: 'by_stage', columns: ['stage_key', 'created_at', 'id'] },
    { name: 'qualification', columns: ['qualification_key'], type: 'unique' },
    { name: 'external_id', columns: ['external_id'], type: 'unique' },
  ],
});
