import { isRefusal } from '../../kernel/refusals';
import { SYSTEM } from '../../kernel/actor';
import { aContact, aMember, becomes, NOW, ref } from '../../testing/facts';
import { planContact } from '../action';
import type { ContactFact } from '../model';
import { deactivate } from './deactivate';

function plan(contact: ContactFact, input: object, actor = SYSTEM) {
  const parsed = deactivate.parse(input);
  if (isRefusal(parsed)) return parsed;
  return planContact(deactivate, { contact, actor, now: NOW }, parsed);
}

function changesOf(contact: ContactFact, input: object) {
  const planned = plan(contact, input);
  if (isRefusal(planned)) throw new Error(planned.message);
  return planned.changes;
}

describe('setting a contact inactive', () => {
  it('X23: names what stays with them, and only when they become inactive', () => {
    const openWork = [{ record: 'task', ...ref(4, 'Send papers') }] as const;
    const kept = (contact: ContactFact) => {
      const input = { reason: 'credit-hold' };
      const planned = planContact(
        deactivate,
        { contact, actor: SYSTEM, now: NOW, openWork },
        input,
      );
      return isRefusal(planned) ? planned : planned.kept;
    };

    expect(kept(aContact())).toEqual([
      expect.objectContaining({ rule: 'X23', subject: openWork[0] }),
    ]);
    expect(kept(aContact({ active: false, inactiveReason: 'other' }))).toEqual([]);
  });

  it('P1 P6 R11: keeps the reason and the date', () => {
    const changes = changesOf(aContact(), { reason: 'credit-hold', until: '2026-06-01' });

    expect(becomes(changes, 'active')).toBe(false);
    expect(becomes(changes, 'inactiveReason')).toBe('credit-hold');
    expect(becomes(changes, 'inactiveUntil')).toBe('2026-06-01T00:00:00.000Z');
  });

  it('R11: has a reason even when none was given', () => {
    expect(becomes(changesOf(aContact(), {}), 'inactiveReason')).toBe('other');
  });

  it('R12 X25: a reason given later keeps the contact down from then on', () => {
    const taken = aContact({
      active: false,
      inactiveReason: 'lost-lead',
      inactivatedBy: ref(5),
      inactivatedByLeadId: 1,
    });

    const changes = changesOf(taken, { reason: 'credit-hold' });

    expect(becomes(changes, 'inactiveReason')).toBe('credit-hold');
    expect(changes.map(({ field }) => field)).toContain('inactivatedBy');
  });

  it('X25: a later reason without a date does not end with the earlier date', () => {
    const until = '2026-06-01T00:00:00.000Z';
    const away = aContact({
      active: false,
      inactiveReason: 'between-projects',
      inactiveUntil: until,
    });

    expect(becomes(changesOf(away, { reason: 'credit-hold' }), 'inactiveUntil')).toBeNull();
    expect(changesOf(away, { reason: 'between-projects' })).toEqual([]);
    const later = changesOf(away, { reason: 'credit-hold', until: '2026-07-01' });
    expect(becomes(later, 'inactiveUntil')).toBe('2026-07-01T00:00:00.000Z');
  });

  it('X6: says nothing new about who is inactive already', () => {
    expect(changesOf(aContact({ active: false, inactiveReason: 'lost-lead' }), {})).toEqual([]);
  });

  it('R30: a death stops all contact', () => {
    expect(becomes(changesOf(aContact(), { reason: 'deceased' }), 'doNotContact')).toBe(true);
  });

  it('refuses a date in the past, an unknown reason, and who may not', () => {
    expect(plan(aContact(), { until: '2020-01-01' })).toMatchObject({ code: 'input.invalid' });
    expect(plan(aContact(), { reason: 'bored' })).toMatchObject({ code: 'input.invalid' });
    expect(plan(aContact(), {}, aMember({}))).toMatchObject({ code: 'access.role' });
  });
});
