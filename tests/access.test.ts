import { logIn, makeApiUser, appForTests, type Person } from './support/app';
import { builders, type Made } from './support/builders';

const app = appForTests();
const a = builders(app);

const act = (lead: Made, action: string) => `/api/crm/leads/${lead.documentId}/${action}`;
const code = (body: any): unknown => body.error?.details?.code ?? body.error?.name ?? null;

/** role × deed → what is answered, for a lead that the member does not own, and for one they own. */
const MATRIX: readonly (readonly [Person, string, unknown, unknown])[] = [
  ['admin', 'deactivate', null, null],
  ['manager', 'deactivate', null, null],
  ['sales', 'deactivate', null, null],
  ['marketeer', 'deactivate', null, null],
  ['editor', 'deactivate', 'ForbiddenError', 'ForbiddenError'],
  ['admin', 'hot', null, null],
  ['sales', 'hot', null, null],
  ['editor', 'hot', 'ForbiddenError', 'ForbiddenError'],
  ['admin', 'lost', null, null],
  ['sales', 'lost', null, null],
  ['admin', 'unqualified', 'access.owner', null],
  ['manager', 'unqualified', 'access.owner', null],
  ['sales', 'unqualified', 'access.owner', null],
  ['marketeer', 'unqualified', 'access.owner', null],
  ['sales', 'deceased', null, null],
];

describe('S14 R9 R13: who may do what', () => {
  it.each(MATRIX)(
    '%s: %s → %s on another’s lead, %s on their own',
    async (person, deed, onOthers, onOwn) => {
      for (const [owner, expected] of [
        [app.members.sue, onOthers],
        [app.members[person], onOwn],
      ] as const) {
        const lead = await a.lead();
        await a.own(lead, owner);
        const before = await a.read('lead', lead);

        const reply =
          deed === 'deactivate'
            ? await app.as[person].post(act(lead, deed), {})
            : await app.as[person].post(act(lead, 'score'), {
                data: { leadScore: (await a.value('lead-score', deed)).documentId },
              });

        expect(code(reply.body)).toBe(expected);
        if (expected !== null) expect(await a.read('lead', lead)).toEqual(before);
      }
    },
  );

  it('the panel asks the same: its admin routes obey the member’s grants', async () => {
    const lead = await a.lead();
    const unqualified = await a.value('lead-score', 'unqualified');
    const url = `/crm/leads/${lead.documentId}`;

    const score = await app.inPanel.sales.post(`${url}/score`, {
      data: { leadScore: unqualified.documentId },
    });
    const editor = await app.inPanel.editor.post(`${url}/deactivate`, {});
    const nobody = await app.nobody.post(`${url}/deactivate`, {});
    const sales = await app.inPanel.sales.post(`${url}/deactivate`, {});

    expect([code(score.body), editor.status, nobody.status, sales.status]).toEqual([
      'access.owner',
      403,
      401,
      200,
    ]);
  });

  it('R13: grants are the administrator’s to change, and several roles count together', async () => {
    const roles = await app.as.admin.get('/api/crm/roles?filters[key]=crm_sales');
    const [role] = roles.body.data;
    const lead = await a.lead();

    await app.as.admin.put(`/api/crm/roles/${role.documentId}`, {
      data: { grants: { ...role.grants, deactivate: 'own' } },
    });
    const refused = await app.as.sales.post(act(lead, 'deactivate'), {});
    const [extra] = (await app.as.admin.get('/api/crm/roles?filters[key]=crm_manager')).body.data;
    await app.as.admin.put(`/api/crm/members/${app.members.sales.documentId}`, {
      data: { roles: [extra.documentId] },
    });
    const allowed = await app.as.sales.post(act(lead, 'deactivate'), {});
    await app.as.admin.put(`/api/crm/roles/${role.documentId}`, { data: { grants: role.grants } });
    await app.as.admin.put(`/api/crm/members/${app.members.sales.documentId}`, {
      data: { roles: [] },
    });

    expect(code(refused.body)).toBe('access.owner');
    expect(allowed.status).toBe(200);
  });

  it('R13: refuses a grant that is none, by name', async () => {
    const [role] = (await app.as.admin.get('/api/crm/roles?filters[key]=crm_sales')).body.data;

    const reply = await app.as.admin.put(`/api/crm/roles/${role.documentId}`, {
      data: { grants: { fly: 'any' } },
    });

    expect(reply.body.error.message).toContain('grants.fly');
  });
});

describe('R15: closing as lost', () => {
  it('L4 L5 L6: the permission role, once it exists, turns the policy', async () => {
    const lost = await a.value('lead-score', 'lost');
    const body = { data: { leadScore: lost.documentId } };
    const role = await a.create('role', { key: 'close_lead_lost_permission', name: 'Close lost' });
    const [one, two] = [await a.lead(), await a.lead()];

    const sales = await app.as.sales.post(act(one, 'score'), body);
    const manager = await app.as.manager.post(act(two, 'score'), body);
    await app.strapi
      .documents('plugin::crm.role' as never)
      .delete({ documentId: role.documentId } as never);
    const after = await app.as.sales.post(act(one, 'score'), body);

    expect([code(sales.body), manager.status, after.status]).toEqual([
      'close-lost.denied',
      200,
      200,
    ]);
  });
});

describe('who is acting', () => {
  it('R13: a login without a member is nobody, an inactive member may do nothing', async () => {
    const user = await makeApiUser(app.strapi, 'stranger@crm.example', 'crm_sales');
    const stranger = await logIn(app.strapi, 'stranger@crm.example');
    const lead = await a.lead();

    const unknown = await stranger.post(act(lead, 'deactivate'), {});
    await a.create('member', {
      name: 'Ina',
      email: 'ina@crm.example',
      apiUser: user.id,
      active: false,
    });
    const inactive = await stranger.post(act(lead, 'deactivate'), {});

    expect([unknown.status, code(unknown.body)]).toEqual([403, 'actor.unknown']);
    expect([inactive.status, code(inactive.body)]).toEqual([403, 'actor.inactive']);
  });

  it('I12: an API token acts as crm_integration, and is not staff', async () => {
    const token = await app.token('full-access');
    const lead = await a.lead();
    const lost = await a.value('lead-score', 'lost');

    const closes = await token.post(act(lead, 'score'), { data: { leadScore: lost.documentId } });
    const deactivates = await token.post(act(lead, 'deactivate'), {});
    const history = await app.as.sales.get(act(lead, 'history'));

    expect(code(closes.body)).toBe('close-lost.denied');
    expect(deactivates.status).toBe(200);
    expect(history.body.data[0].actor).toEqual({
      kind: 'token',
      name: 'API token test full-access',
    });
  });

  it('R32: code with no request behind it is the system; its cascades hold', async () => {
    const lead = await a.lead();
    const person = await a.contact();
    await a.link(lead, person);

    await app.strapi.documents('plugin::crm.lead' as never).update({
      documentId: lead.documentId,
      data: { active: false },
    } as never);

    expect(await a.isActive('contact', person)).toBe(false);
  });

  it('nobody without a login, and nobody without a CRM role, reads leads', async () => {
    await makeApiUser(app.strapi, 'plain@crm.example', 'authenticated');
    const plain = await logIn(app.strapi, 'plain@crm.example');

    expect((await app.nobody.get('/api/crm/leads')).status).toBe(403);
    expect((await plain.get('/api/crm/leads')).status).toBe(403);
    expect((await app.as.editor.get('/api/crm/leads')).status).toBe(403);
  });

  it('one login belongs to one member', async () => {
    const member = (await app.strapi.db.query('plugin::crm.member').findOne({
      where: { id: app.members.sales.id },
      populate: ['apiUser'],
    })) as unknown as { apiUser: { id: number } };

    await expect(
      a.create('member', { name: 'Twin', email: 'twin@crm.example', apiUser: member.apiUser.id }),
    ).rejects.toThrow(/login/);
  });
});
