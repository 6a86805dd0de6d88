import { defineRecord, hidden, integer, json, string, toOne } from './record';

/**
 * Join columns instead of link tables: nobody edits these records, only the store adds to them, a
 * batch at a time (ADR 2).
 */
const written = (target: string) => toOne(target, { useJoinTable: false });

/** Who did what, when, through which door. `number` is the lead's version that it made. */
export const operation = defineRecord({
  singular: 'operation',
  plural: 'operations',
  displayName: 'Operation',
  attributes: {
    action: string({ required: true, maxLength: 100 }),
    lead: written('lead'),
    contact: written('contact'),
    number: integer(),
    actorKind: string({ maxLength: 20 }),
    actorName: string({ maxLength: 255 }),
    actorMember: written('member'),
    door: string({ maxLength: 40 }),
    access: string({ maxLength: 40 }),
    /** I9: under which rule it was allowed, where that depends on settings. */
    regime: string({ maxLength: 100 }),
    input: json(),
    kept: json(),
    causedBy: written('operation'),
    /** The bulk job that it is part of; undone as a whole. */
    bulkJob: written('bulk-job'),
    undoes: written('operation'),
  },
  indexes: [
    { name: 'number', columns: ['lead_id', 'number'], type: 'unique' },
    { name: 'contact', columns: ['contact_id'] },
  ],
});

/** What one operation changed on one record: per field before, after and the rule that asked for it. */
export const change = defineRecord({
  singular: 'change',
  plural: 'changes',
  displayName: 'Change',
  attributes: {
    operation: written('operation'),
    record: string({ maxLength: 40 }),
    recordId: integer(),
    recordDocumentId: string({ maxLength: 40 }),
    recordLabel: string({ maxLength: 255 }),
    fields: json(),
    /** Empty for a record whose fields were set; else it was created, removed, or put on or off a list. */
    deed: string({ maxLength: 20 }),
    /** The stage that a lead has left by this, and how many seconds it stood there: kept for the report. */
    stageLeft: hidden(integer()),
    stayed: hidden(integer()),
  },
  indexes: [{ name: 'by_record', columns: ['record', 'record_id'] }],
});
