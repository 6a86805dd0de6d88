import { appForTests } from './support/app';

const app = appForTests();
const URL = '/api/crm/settings';

describe('a fresh installation', () => {
  it('is one until an administrator has looked at how to work', async () => {
    const isFresh = async (): Promise<boolean> =>
      (await app.inPanel.admin.get('/crm/settings')).body.meta.fresh;

    const before = await isFresh();
    await app.inPanel.admin.put('/crm/settings', { data: {} });

    expect([before, await isFresh()]).toEqual([true, false]);
  });
});

describe('the settings of the CRM', () => {
  it('R15 L20 R25: are changed by an administrator, in part, and read by everybody who works', async () => {
    const changed = await app.as.admin.put(URL, {
      data: { closeLost: { policy: 'allow', required: { crm_sales: ['notes'] } } },
    });
    const zoned = await app.inPanel.admin.put('/crm/settings', {
      data: { timeZone: 'Europe/Berlin' },
    });

    expect(changed.status).toBe(200);
    expect(zoned.body.data).toMatchObject({
      timeZone: 'Europe/Berlin',
      closeLost: { policy: 'allow', required: { crm_sales: ['notes'] } },
      cascade: { protectSharedContacts: 'always' },
    });
    expect((await app.as.sales.get(URL)).body.data).toEqual(zoned.body.data);
  });

  it.each(['manager', 'sales', 'marketeer', 'editor'] as const)(
    'are not %s’s to change',
    async (person) => {
      const before = (await app.as.admin.get(URL)).body.data;

      const reply = await app.as[person].put(URL, { data: { timeZone: 'UTC' } });

      expect(reply.status).toBe(403);
      expect((await app.as.admin.get(URL)).body.data).toEqual(before);
    },
  );

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ closeLost: { policy: 'perhaps' } }, 'closeLost'],
    [{ closeLost: { required: { crm_sales: ['reason'] } } }, 'closeLost'],
    [{ colours: 'bright' }, 'colours'],
  ])('name what is wrong in %j', async (data, named) => {
    const reply = await app.as.admin.put(URL, { data });

    expect(reply.status).toBe(400);
    expect(reply.body.error.details).toMatchObject({
      code: 'input.invalid',
      errors: [{ path: expect.arrayContaining([named]) }],
    });
  });
});
