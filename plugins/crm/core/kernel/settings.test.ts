import {
  changesBetween,
  dictionaryOver,
  mergeSettings,
  settingsChange,
  settingsSchema,
} from './settings';

describe('changing the settings', () => {
  it('leaves alone what it does not name', () => {
    const merged = mergeSettings(settingsSchema.parse({}), {
      closeLost: { policy: 'deny' },
    });

    expect(settingsSchema.parse(merged)).toMatchObject({
      closeLost: { policy: 'deny', required: {} },
      cascade: { protectSharedContacts: 'always' },
    });
  });

  it('L20: replaces what a role has to fill in as a whole, so that a role can be taken out', () => {
    const merged = mergeSettings(
      { closeLost: { required: { crm_sales: ['notes'], crm_manager: ['notes'] } } },
      { closeLost: { required: { crm_sales: ['notes'] } } },
    );

    expect(merged).toEqual({ closeLost: { required: { crm_sales: ['notes'] } } });
  });

  it('L20: says only what was changed, so that the other fields stay with whoever changes them', () => {
    const before = settingsSchema.parse({ closeLost: { required: { crm_sales: ['notes'] } } });
    const after = {
      ...before,
      timeZone: 'Europe/Berlin',
      closeLost: { ...before.closeLost, policy: 'deny' },
    };

    expect(changesBetween(before, after)).toEqual({
      timeZone: 'Europe/Berlin',
      closeLost: { policy: 'deny' },
    });
    expect(changesBetween(before, before)).toEqual({});
  });

  it('L20: leaves to each role what somebody else has it fill in by now', () => {
    const before = { sales: ['notes'], manager: ['notes'] };
    const now = { ...before, sales: ['followUpAt'] };

    expect(dictionaryOver(now, before, { sales: ['notes'] })).toEqual({ sales: ['followUpAt'] });
    expect(dictionaryOver(now, before, { ...before, marketeer: ['notes'] })).toEqual({
      sales: ['followUpAt'],
      manager: ['notes'],
      marketeer: ['notes'],
    });
  });

  it('R25: knows the time zones of the world and no others', () => {
    expect(settingsChange.safeParse({ timeZone: 'Europe/Berlin' }).success).toBe(true);
    expect(settingsChange.safeParse({ timeZone: 'Mars/Olympus' }).success).toBe(false);
  });

  it('fills nothing in: a change without a section changes nothing there', () => {
    expect(settingsChange.parse({ closeLost: {} })).toEqual({ closeLost: {} });
  });
});
