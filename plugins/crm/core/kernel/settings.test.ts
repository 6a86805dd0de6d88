import { mergeSettings, settingsChange, settingsSchema } from './settings';

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

  it('R25: knows the time zones of the world and no others', () => {
    expect(settingsChange.safeParse({ timeZone: 'Europe/Berlin' }).success).toBe(true);
    expect(settingsChange.safeParse({ timeZone: 'Mars/Olympus' }).success).toBe(false);
  });

  it('fills nothing in: a change without a section changes nothing there', () => {
    expect(settingsChange.parse({ closeLost: {} })).toEqual({ closeLost: {} });
  });
});
