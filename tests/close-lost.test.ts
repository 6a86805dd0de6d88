import { appForTests, type Reply, type Voice } from './support/app';
import { builders, type Made } from './support/builders';
import { workshop } from './support/work';

/* L1 to L21, L24, R21, R25, R26, X51 to X57: closing a lead, over HTTP and through every other door. */

const app = appForTests();
const a = builders(app);
const work = workshop(app);

const HOUR = 60 * 60 * 1000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const inDays = (days: number): string => inHours(24 * days).slice(0, 10);

let reason: string;
let other: string;

beforeAll(async () => {
  reason = (await a.value('lost-reason', 'financial')).documentId;
  other = (await a.value('lost-reason', 'other')).documentId;
});

const close = (who: Voice, lead: Made, data: object = {}, action = 'close-lost'): Promise<Reply> =>
  who.post(`/api/crm/leads/${lead.documentId}/${action}`, { data });

const codeOf = ({ body }: Reply): string => body.error?.details?.code ?? 'done';
const pathsOf = ({ body }: Reply): string[] =>
  (body.error?.details?.errors ?? []).map(({ path }: { path: string[] }) => path.join('.'));

const event = (lead: Made, title: string, dueAt: string, more: object = {}): Promise<Made> =>
  a.create('calendar-event', { title, lead: lead.documentId, dueAt, ...more });

const isDone = async (made: Made): Promise<boolean> =>
  (await a.read('calendar-event', made)).completedAt !== null;

/** An open lead of Sam's with Ana on it, and an event on either side of now. */
async function scene() {
  const lead = await work.assigned(app.members.sales);
  const ana = await a.contact();
  await a.link(lead, ana, { primaryIndividual: true });
  const overdue = await event(lead, 'Call', inHours(-3));
  const later = await event(lead, 'Visit', inHours(72));
  return { lead, ana, overdue, later };
}

const groupNamed = async (name: string) =>
  app.strapi.db
    .query('plugin::crm.contact-group')
    .findOne({ where: { name }, populate: { contacts: true } });
const isIn = async (name: string, { id }: Made): Promise<boolean> =>
  (await groupNamed(name)).contacts.some((one: Made) => one.id === id);

const eventsOf = (lead: Made): Promise<any[]> =>
  app.strapi.db.query('plugin::crm.calendar-event').findMany({
    where: { lead: { id: lead.id } },
    populate: { type: true, assignee: true, completedBy: true },
    orderBy: { id: 'asc' },
  });

describe('closing as lost', () => {
  it('L1 L9 L10 L15: closes the lead with what the form says, and answers all of it', async () => {
    const { lead, ana, overdue, later } = await scene();

    const reply = await close(app.as.sales, lead, { reason, notes: 'They built themselves.' });

    expect(reply.status).toBe(200);
    expect(reply.body.data).toMatchObject({ state: 'lost', status: 'closed', outcome: 'lost' });
    expect(reply.body.meta.operation).toMatchObject({ action: 'close-lost' });
    const after = await app.strapi.db.query('plugin::crm.lead').findOne({
      where: { id: lead.id },
      populate: { lostReason: true, closedBy: true, stage: true },
    });
    expect(after).toMatchObject({
      active: true,
      closeNotes: 'They built themselves.',
      lostReason: { documentId: reason },
      closedBy: { id: app.members.sales.id },
      stage: { state: 'lost' },
    });
    expect(after.closedAt).not.toBeNull();
    expect([await isDone(overdue), await isDone(later)]).toEqual([true, false]);
    const [done] = await eventsOf(lead);
    expect(done.completedBy.documentId).toBe(reply.body.meta.operation.documentId);
    expect(await isIn('Live Leads', ana)).toBe(true);
    expect(await a.isActive('contact', ana)).toBe(true);
  });

  it('L17: leaves the open lists, and is found where closed ones are asked for', async () => {
    const title = `Gone ${Date.now()}`;
    const [lead, stays] = [
      await work.assigned(app.members.sales, { title }),
      await work.assigned(app.members.sales, { title }),
    ];
    await close(app.as.sales, lead, { reason });

    const found = async (query: string): Promise<string[]> => {
      const url = `/api/crm/leads?filters[title]=${encodeURIComponent(title)}${query}`;
      const { status, body } = await app.as.sales.get(url);
      expect(status).toBe(200);
      return body.data.map(({ documentId }: Made) => documentId).sort();
    };
    const both = [lead.documentId, stays.documentId].sort();
    expect(await found('')).toEqual([stays.documentId]);
    expect(await found('&view=open')).toEqual([stays.documentId]);
    expect(await found('&view=closed')).toEqual([lead.documentId]);
    expect(await found('&view=lost')).toEqual([lead.documentId]);
    expect(await found('&view=all')).toEqual(both);
    expect(await found('&filters[status]=closed')).toEqual([lead.documentId]);

    const pipeline = await work.pipelineOf('sales');
    const { body } = await app.as.sales.get(
      `/api/crm/pipelines/${pipeline.documentId}/board?filters[title]=${encodeURIComponent(title)}`,
    );
    const cards = body.data.stages.flatMap(({ state, cards: shown }: any) =>
      shown.map(({ documentId }: Made) => [state, documentId]),
    );
    expect(cards).toEqual([
      ['assigned', stays.documentId],
      ['lost', lead.documentId],
    ]);
  });

  it('R21: asks for a reason', async () => {
    const { lead } = await scene();

    expect(codeOf(await close(app.as.sales, lead))).toBe('reason.required');
    expect(pathsOf(await close(app.as.sales, lead, { reason: other }))).toEqual(['notes']);
    expect((await a.read('lead', lead)).status).toBe('open');
  });

  it('L11 X52: completes all events, or none; two choices are refused', async () => {
    const [first, second] = [await scene(), await scene()];
    const both = { reason, completeEvents: ['overdue', 'all'] };

    expect(codeOf(await close(app.as.sales, first.lead, both))).toBe('input.invalid');
    await close(app.as.sales, first.lead, {
      reason,
      completeEvents: 'all',
      followUpAt: inDays(90),
    });
    await close(app.as.sales, second.lead, { reason, completeEvents: 'none' });

    expect([await isDone(first.overdue), await isDone(first.later)]).toEqual([true, true]);
    expect([await isDone(second.overdue), await isDone(second.later)]).toEqual([false, false]);
    const [, , followUp] = await eventsOf(first.lead);
    expect(followUp).toMatchObject({ completedAt: null });
  });

  it('L16 R26: leaves one follow-up of the fixed type for the owner', async () => {
    const { lead } = await scene();

    await close(app.as.manager, lead, { reason, followUpAt: inDays(30) });

    const made = (await eventsOf(lead)).slice(2);
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({
      title: 'Closed Lost Lead Follow Up',
      type: { key: 'closed-lost-lead-follow-up' },
      assignee: { id: app.members.sales.id },
      completedAt: null,
      allDay: true,
    });
  });

  it('X53: a follow-up lies ahead, and not in another life', async () => {
    const { lead } = await scene();
    for (const followUpAt of [inDays(-2), '2199-01-01', 'soon', 7]) {
      expect(pathsOf(await close(app.as.sales, lead, { reason, followUpAt }))).toEqual([
        'followUpAt',
      ]);
    }
  });

  it('X51 R25: what is over is judged in the configured time zone', async () => {
    // A whole day that began 20 hours ago is over where days are UTC’s, unless it is still that day.
    const inZone = async (timeZone: string): Promise<boolean> => {
      await app.as.admin.put('/api/crm/settings', { data: { timeZone } });
      const lead = await work.assigned(app.members.sales);
      const now = Date.now();
      const today = new Date(now).toLocaleDateString('sv', { timeZone });
      // Midnight of today in that zone: the whole day is not over.
      let start = now;
      while (new Date(start - HOUR).toLocaleDateString('sv', { timeZone }) === today) start -= HOUR;
      start -= start % HOUR;
      const whole = await event(lead, 'All day', new Date(start).toISOString(), { allDay: true });
      await close(app.as.sales, lead, { reason });
      return isDone(whole);
    };

    expect(await inZone('Pacific/Kiritimati')).toBe(false);
    expect(await inZone('Pacific/Pago_Pago')).toBe(false);
    await app.as.admin.put('/api/crm/settings', { data: { timeZone: 'UTC' } });
  });

  it('L15 X56: puts people into the groups that are named, and keeps who is in', async () => {
    const { lead, ana } = await scene();
    const spring = await a.create('contact-group', { name: 'Spring', contacts: [ana.documentId] });
    const autumn = await a.create('contact-group', { name: 'Autumn' });

    const contactGroups = [spring.documentId, autumn.documentId];
    const { body } = await close(app.as.sales, lead, { reason, contactGroups });

    expect([await isIn('Spring', ana), await isIn('Autumn', ana)]).toEqual([true, true]);
    expect(await isIn('Live Leads', ana)).toBe(false);
    expect(body.meta.operation.kept).toContainEqual(expect.objectContaining({ rule: 'X56' }));
    const gone = await scene();
    expect(
      pathsOf(
        await close(app.as.sales, gone.lead, { reason, contactGroups: [autumn.documentId, 'x'] }),
      ),
    ).toEqual(['contactGroups.1']);
  });

  it('a preview says what would be, and changes nothing', async () => {
    const { lead, overdue, ana } = await scene();
    const data = { reason, followUpAt: inDays(10) };

    const preview = await app.as.sales.post(
      `/api/crm/leads/${lead.documentId}/close-lost?preview=true`,
      { data },
    );

    expect(preview.status).toBe(200);
    expect(preview.body.meta.operation.preview).toBe(true);
    expect((await a.read('lead', lead)).status).toBe('open');
    expect(await isDone(overdue)).toBe(false);
    expect(await isIn('Live Leads', ana)).toBe(false);
    const done = await close(app.as.sales, lead, data);
    const said = ({ body }: Reply) =>
      body.meta.operation.changes.map(({ record, field, after }: any) => [
        record,
        field,
        // What is only now made gets its documentId, and time goes on.
        field.endsWith('At') ? 'a time' : (after?.label ?? after),
      ]);
    expect(said(done)).toEqual(said(preview));
  });

  it('X55: closed already, it is refused; in a save of the field it is the action that is named', async () => {
    const { lead } = await scene();
    await close(app.as.sales, lead, { reason });

    expect(codeOf(await close(app.as.sales, lead, { reason }))).toBe('lead.final');
    const edit = await app.as.sales.put(`/api/crm/leads/${lead.documentId}`, {
      data: { closeNotes: 'Another story.' },
    });
    expect(edit.body.error.details).toMatchObject({ code: 'field.guarded', action: 'close-lost' });
  });

  it('R2: a pipeline without such a stage says what to do, and does not offer it', async () => {
    const pipeline = (await work.pipelineOf('inbound')).documentId;
    const lead = await work.assigned(app.members.sales, { pipeline });

    const reply = await close(app.as.sales, lead, { reason });

    expect(codeOf(reply)).toBe('lead.state');
    expect(reply.body.error.message).toContain('no stage for leads that are lost');
    const { body } = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/actions`);
    const row = body.data.find(({ action }: { action: string }) => action === 'close-lost');
    expect(row).toMatchObject({ allowed: false, refusal: { code: 'lead.state' } });
  });

  it('L20: what a role has to fill in is needed by every door, and asked for in the form', async () => {
    const required = { crm_sales: ['notes', 'contactGroups', 'followUpAt'] };
    await app.as.admin.put('/api/crm/settings', { data: { closeLost: { required } } });
    const { lead } = await scene();
    const lost = (await work.stageOf('sales', 'lost')).documentId;

    const offer = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/actions`);
    const row = offer.body.data.find(({ action }: { action: string }) => action === 'close-lost');
    const fields = ['notes', 'contactGroups', 'followUpAt'];
    expect(row.input.required).toEqual(['reason', ...fields]);
    expect(row.prefill.contactGroups).toEqual([(await groupNamed('Live Leads')).documentId]);
    expect(pathsOf(await close(app.as.sales, lead, { reason }))).toEqual(fields);
    const drag = { stage: lost, data: { reason } };
    expect(pathsOf(await close(app.as.sales, lead, drag, 'change-stage'))).toEqual(
      fields.map((field) => `data.${field}`),
    );
    expect(codeOf(await close(app.as.manager, lead, { reason }))).toBe('done');
    await app.as.admin.put('/api/crm/settings', { data: { closeLost: { required: {} } } });
  });

  it('R23: a qualification that waits is over', async () => {
    const lead = await work.assigned(app.members.sales);
    const task = await a.create('task', { title: 'Ask', lead: lead.documentId });
    await app.strapi.db.connection(work.tableOf('task')).where({ id: task.id }).update({
      kind: 'qualification',
    });
    await a.force('lead', lead, { pending_qualification_key: task.id });

    await close(app.as.sales, lead, { reason });

    expect((await a.read('task', task)).status).toBe('cancelled');
    expect((await a.read('lead', lead)).pendingQualificationKey).toBeNull();
  });

  it('E2: dragging to Lost is closing as lost; dragging to Won is closing as won', async () => {
    const [lost, won] = [await scene(), await scene()];
    const stageOf = async (state: string) => (await work.stageOf('sales', state)).documentId;

    const missing = await close(
      app.as.sales,
      lost.lead,
      { stage: await stageOf('lost') },
      'change-stage',
    );
    expect(missing.body.error.details).toMatchObject({
      code: 'reason.required',
      action: 'close-lost',
    });
    const data = { reason, followUpAt: inDays(5) };
    await close(app.as.sales, lost.lead, { stage: await stageOf('lost'), data }, 'change-stage');
    await close(app.as.sales, won.lead, { stage: await stageOf('won') }, 'change-stage');

    expect((await a.read('lead', lost.lead)).outcome).toBe('lost');
    expect(await isIn('Live Leads', lost.ana)).toBe(true);
    expect((await a.read('lead', won.lead)).outcome).toBe('won');
    expect(await isIn('Customers', won.ana)).toBe(true);
  });
});

describe('undoing a closing (X56)', () => {
  it('X56: takes back the memberships and events that it added, and reopens what it completed', async () => {
    const { lead, ana, overdue, later } = await scene();
    const bo = await a.contact();
    const group = await a.create('contact-group', { name: 'Both', contacts: [bo.documentId] });
    await a.link(lead, bo);
    const before = await a.read('lead', lead);

    const done = await close(app.as.sales, lead, {
      reason,
      notes: 'Too dear.',
      completeEvents: 'all',
      contactGroups: [group.documentId],
      followUpAt: inDays(20),
    });
    const { documentId } = done.body.meta.operation;
    const undone = await app.as.sales.post(`/api/crm/operations/${documentId}/undo`);

    expect(undone.status).toBe(200);
    expect([await isDone(overdue), await isDone(later)]).toEqual([false, false]);
    expect(await eventsOf(lead)).toHaveLength(2);
    expect([await isIn('Both', ana), await isIn('Both', bo)]).toEqual([false, true]);
    const { version, updatedAt, ...after } = await a.read('lead', lead);
    expect(version).toBe(before.version + 2);
    expect(updatedAt).toBeDefined();
    expect(after).toEqual(
      Object.fromEntries(
        Object.entries(before).filter(([name]) => !['version', 'updatedAt'].includes(name)),
      ),
    );
    // And the undo of the undo closes it as it was.
    const again = await app.as.sales.post(
      `/api/crm/operations/${undone.body.meta.operation.documentId}/undo`,
    );
    expect(again.status).toBe(200);
    expect((await a.read('lead', lead)).outcome).toBe('lost');
    expect(await isDone(later)).toBe(true);
    expect(await isIn('Both', ana)).toBe(true);
    expect(await eventsOf(lead)).toHaveLength(3);
  });

  it('X56: a follow-up that somebody has worked on stays, and is said to stay', async () => {
    const { lead } = await scene();
    const done = await close(app.as.sales, lead, { reason, followUpAt: inDays(20) });
    const [, , followUp] = await eventsOf(lead);
    await a.force('calendar-event', followUp, { title: 'Call them at work' });

    const undone = await app.as.sales.post(
      `/api/crm/operations/${done.body.meta.operation.documentId}/undo`,
    );

    expect(undone.body.meta.operation.kept).toContainEqual(
      expect.objectContaining({ because: expect.stringContaining('has been changed since') }),
    );
    expect(await eventsOf(lead)).toHaveLength(3);
  });
});

describe('closing as won and marking as sold (L24)', () => {
  it('L24: sold counts the sale and keeps the lead open; closing as won ends the work', async () => {
    const { lead, ana, overdue } = await scene();

    const sold = await close(app.as.sales, lead, {}, 'mark-sold');
    expect(sold.body.data).toMatchObject({ state: 'assigned', status: 'open', outcome: null });
    const { soldAt } = sold.body.data;
    expect(soldAt).not.toBeNull();
    const won = await close(
      app.as.sales,
      lead,
      { notes: 'Delivered.', followUpAt: inDays(60), completeEvents: 'all' },
      'close-won',
    );

    expect(won.body.data).toMatchObject({ state: 'won', outcome: 'won', soldAt, active: true });
    expect(await isIn('Customers', ana)).toBe(true);
    expect(await isDone(overdue)).toBe(true);
    const [, , followUp] = await eventsOf(lead);
    expect(followUp).toMatchObject({
      title: 'Post sale follow up',
      type: { key: 'post-sale-follow-up' },
      completedAt: null,
    });
  });

  it('L24: a lead that is won without it is sold with it', async () => {
    const { lead } = await scene();

    const { body } = await close(app.as.sales, lead, {}, 'close-won');

    expect(body.data.soldAt).toBe(body.data.closedAt);
  });

  it('R32 L24: setting the field is the action', async () => {
    const { lead } = await scene();
    const edit = (data: object) => app.as.sales.put(`/api/crm/leads/${lead.documentId}`, { data });

    const reply = await edit({ soldAt: '2026-01-02T10:00:00.000Z' });

    expect(reply.body.data.soldAt).toBe('2026-01-02T10:00:00.000Z');
    const history = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`);
    expect(history.body.data[0].action).toBe('mark-sold');
    expect(codeOf(await edit({ soldAt: null }))).toBe('field.guarded');
    expect(codeOf(await edit({ soldAt: inDays(3) }))).toBe('input.invalid');
  });

  it('X57: won by mistake: undone, and closed as lost', async () => {
    const { lead } = await scene();
    const won = await close(app.as.sales, lead, {}, 'close-won');

    expect(codeOf(await close(app.as.sales, lead, { reason }))).toBe('lead.final');
    await app.as.sales.post(`/api/crm/operations/${won.body.meta.operation.documentId}/undo`);
    const lost = await close(app.as.sales, lead, { reason });

    expect(lost.body.data).toMatchObject({ outcome: 'lost', soldAt: null });
  });

  it('X57: and back: reopened where it is allowed, and closed as won', async () => {
    const { lead } = await scene();
    const pipeline = await work.pipelineOf('sales');
    await close(app.as.sales, lead, { reason });
    await a.force('pipeline', pipeline, { allow_reopen: true });
    const stage = (await work.stageOf('sales', 'assigned')).documentId;

    await close(app.as.sales, lead, { stage, reason: 'They called back.' }, 'reopen');
    const won = await close(app.as.sales, lead, {}, 'close-won');
    await a.force('pipeline', pipeline, { allow_reopen: false });

    expect(won.body.data).toMatchObject({ outcome: 'won', closeNotes: null });
    const { lostReason } = await app.strapi.db
      .query('plugin::crm.lead')
      .findOne({ where: { id: lead.id }, populate: { lostReason: true } });
    expect(lostReason).toBeNull();
  });
});

describe('contact groups', () => {
  it('L15: have names of their own, and members that are edited', async () => {
    const ana = await a.contact();
    const make = (data: object) => app.as.sales.post('/api/crm/contact-groups', { data });
    const made = await make({ name: '  Neighbours ', contacts: [ana.documentId] });

    expect(made.body.data.name).toBe('Neighbours');
    expect(await isIn('Neighbours', ana)).toBe(true);
    expect(pathsOf(await make({ name: 'Neighbours' }))).toEqual(['name']);
    expect(pathsOf(await make({ name: ' ' }))).toEqual(['name']);
    const url = `/api/crm/contact-groups/${made.body.data.documentId}`;
    await app.as.sales.put(url, { data: { contacts: [] } });
    expect(await isIn('Neighbours', ana)).toBe(false);
    expect((await app.as.sales.delete(url)).status).toBe(204);
  });

  it('L15: another default fills another group; the default itself is not deleted', async () => {
    const live = await groupNamed('Live Leads');
    const url = `/api/crm/contact-groups/${live.documentId}`;
    const refused = await app.as.manager.delete(url);

    expect(codeOf(refused)).toBe('field.guarded');
    expect(refused.body.error.message).toContain('defaultOnLost');
    await app.as.manager.put(url, { data: { defaultOnLost: false } });
    await a.create('contact-group', { name: 'Lost ones', defaultOnLost: true });
    const { lead, ana } = await scene();
    await close(app.as.sales, lead, { reason });
    expect([await isIn('Live Leads', ana), await isIn('Lost ones', ana)]).toEqual([false, true]);
    await app.as.manager.put(url, { data: { defaultOnLost: true } });
  });
});
