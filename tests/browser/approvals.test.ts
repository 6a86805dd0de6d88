import type { Page } from 'playwright-core';
import { voice, type Voice } from '../support/app';
import { seriousViolations } from './support/accessibility';
import { deedsOf, forgedBy, triedFirst } from './support/forged';
import {
  isFocused,
  openRecord,
  panelForTests,
  panelOf,
  picture,
  visit,
  type DemoPerson,
} from './support/panel';

jest.setTimeout(240_000);

/* L5 to L8, R15 to R17, X46 to X48: sales who have to ask, and the manager who decides. */

const { app, panel } = panelForTests({ demo: true });
let sam: Page;
let max: Page;
let deeds: ReturnType<typeof deedsOf>;

const voiceOf = async (person: DemoPerson): Promise<Voice> =>
  voice(app.strapi, { authorization: `Bearer ${await panel.tokenOf(person)}` });

beforeAll(async () => {
  const ada = await voiceOf('ada');
  const reply = await ada.put('/crm/settings', { data: { closeLost: { policy: 'request' } } });
  expect(reply.status).toBe(200);
  sam = await panel.as('sam');
  max = await panel.as('max');
  deeds = deedsOf(sam, max);
});

const APPROVALS = '/admin/plugins/crm/approvals';
const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name });
const request = (page: Page, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title, exact: true }) });
const said = (page: Page, sentence: string | RegExp) => page.getByText(sentence).first().waitFor();
/** What the outbox holds, told: by itself nothing is delivered here. */
const tell = () =>
  app.strapi
    .plugin('crm')
    .service('outbox')
    .deliver({ clock: () => new Date() });

const leadCalled = (title: string): Promise<any> =>
  app.strapi.db
    .query('plugin::crm.lead')
    .findOne({ where: { title }, populate: { lostReason: true, closedBy: true } });

/** Asks to close one of his leads as lost, from its row in the list. */
async function ask(title: string, reason: string): Promise<void> {
  await visit(sam, `/admin/plugins/crm/leads?_q=${encodeURIComponent(title)}`);
  await sam.getByRole('button', { name: `Actions on ${title}` }).click();
  await sam.getByRole('menuitem', { name: 'Close as lost' }).click();
  const form = sam.getByRole('dialog');
  await form.getByRole('combobox', { name: 'Reason' }).click();
  await sam.getByRole('option', { name: reason, exact: true }).click();
  await form.getByLabel('Notes').fill(`About ${title}`);
  await form.getByText('The lead stays open until Max Manager decides on the request.').waitFor();
  await picture(sam, 'ask-to-close');
  await form.getByRole('button', { name: 'Ask to close as lost', exact: true }).click();
  await said(sam, 'The request is on its way.');
  await form.waitFor({ state: 'detached' });
}

const LEADS = [
  'Room for Arthur Whitfield',
  'Office screens for Norvik',
  'Stair lift for Bruno Costa',
  'Refit of the harbour house',
] as const;

describe('sales who have to ask before they close as lost', () => {
  it('L5 R15: ask instead, and the lead stays open', async () => {
    for (const title of LEADS) await ask(title, 'Financial');

    expect(await leadCalled(LEADS[0])).toMatchObject({ status: 'open', outcome: null });
    expect(await app.strapi.db.query('plugin::crm.close-request').count()).toBe(5);
  });

  it('R16: read on the lead itself who asked and who decides, and may take it back there', async () => {
    const { documentId } = await leadCalled(LEADS[3]);
    await openRecord(sam, 'lead', documentId);
    const pending = sam.getByRole('region', { name: 'Approval pending' });
    await pending.getByText(/^Sam Sales asked to close the lead as lost/).waitFor();
    await pending.getByText('To be decided by Max Manager').waitFor();
    await picture(sam, 'lead-pending-close');
    await pending.getByRole('button', { name: 'Withdraw' }).click();
    const hint = await sam.getByRole('dialog').innerText();
    await sam.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

    expect(hint).toContain('It stands in the history.');
    expect(await isFocused(pending.getByRole('button', { name: 'Withdraw' }))).toBe(true);
    expect(await pending.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  });

  it('R16 E2: get the card back at once that they drag to Lost, with the reason', async () => {
    await visit(sam, '/admin/plugins/crm/board');
    const column = (name: string) => sam.getByRole('listitem', { name, exact: true });
    const link = column('Assigned').getByRole('link', { name: LEADS[3], exact: true });
    await link.dragTo(column('Lost'));
    await said(sam, /request to close this lead as lost is still waiting/);
    await link.waitFor();

    expect(await sam.getByRole('dialog').count()).toBe(0);
  });

  it('R16: see what they asked for, and may take it back', async () => {
    await visit(sam, APPROVALS);
    await sam.getByText('Nothing waits for you.').waitFor();
    await tab(sam, 'Asked by me (4)').click();
    await request(sam, LEADS[3]).getByText('To be decided by Max Manager').waitFor();
    await picture(sam, 'approvals-mine');
    await request(sam, LEADS[3])
      .getByRole('button', { name: /^Withdraw/ })
      .click();
    const form = sam.getByRole('dialog');
    await form.getByLabel('Note').fill('They called back.');
    await form.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await said(sam, 'The request is withdrawn.');
    await tab(sam, 'Asked by me (3)').waitFor();

    expect(await leadCalled(LEADS[3])).toMatchObject({ status: 'open' });
  });
});

describe('the history of a request', () => {
  it('R15 I10: says in words what was asked and why, and offers no way back', async () => {
    const { documentId } = await leadCalled(LEADS[3]);
    await openRecord(sam, 'lead', documentId);
    const history = panelOf(sam, 'History');
    const line = (deed: RegExp) => history.getByRole('listitem').filter({ hasText: deed });
    const asked = line(/asked to close the lead as lost/).first();
    const withdrew = line(/withdrew the request/).first();
    await asked.getByText('Reason: Financial').waitFor();
    for (const one of [asked, withdrew]) await one.getByRole('button', { name: 'Details' }).click();
    await withdrew.getByText('They called back.').waitFor();
    await picture(sam, 'history-of-request');
    const [said1, said2] = [await asked.innerText(), await withdrew.innerText()];
    await visit(sam, APPROVALS);

    expect(said1).toMatch(/Waiting for: Request to close as lost/);
    expect(said1).toMatch(/Asked by: Sam Sales/);
    expect(said2).toMatch(/Note: They called back\./);
    for (const words of [said1, said2]) expect(words).not.toMatch(/[a-z][A-Z]\w+:|\bUndo\b/);
  });

  it('is told in German, too, what happens to the lead until somebody decides', async () => {
    const german = await panel.as('sam', { language: 'de' });
    const { documentId } = await leadCalled(LEADS[0]);
    await openRecord(german, 'lead', documentId);
    const history = panelOf(german, 'Verlauf');
    await history.getByRole('button', { name: 'Einzelheiten' }).first().click();
    await history.getByText('Der Lead bleibt offen, bis Max Manager').waitFor();
    await picture(german, 'german-history-of-request');

    expect(await history.innerText()).not.toMatch(/The lead|Request to close/);
  });
});

describe('a manager who decides', () => {
  it('R17 L7: is told of it, and marks it as read', async () => {
    await tell();
    await visit(max, '/admin/plugins/crm/notifications');
    await said(max, /Sam Sales asks to close a lead as lost, and you may decide/);
    await max.getByRole('link', { name: LEADS[0] }).first().waitFor();
    await picture(max, 'notifications');
    const unread = () => max.getByRole('button', { name: 'Mark as read', exact: true }).count();
    const before = await unread();
    await max.getByRole('button', { name: 'Mark as read', exact: true }).first().click();
    await said(max, `${before - 1} are unread`);
    await max.getByRole('button', { name: 'Mark all as read' }).click();
    await said(max, 'Nothing is unread');

    expect(before).toBeGreaterThan(2);
    expect(await unread()).toBe(0);
  });

  it('R16: sees on the home page what waits for him', async () => {
    await visit(max, '/admin');
    await said(max, '4 requests wait for you');
    await max.getByRole('link', { name: 'Scales for three factories' }).click();
    await tab(max, 'Waiting for me (4)').waitFor();
    await picture(max, 'approvals');

    expect(await seriousViolations(max)).toEqual([]);
  });

  it('L7 R16: says yes with a note, which closes the lead as it was asked', async () => {
    // R16: neither a colleague nor whoever asked may decide, though the request still waits.
    const others = [
      await triedFirst(max, await panel.tokenOf('sue'), /close-requests\/decide$/),
      await triedFirst(max, await panel.tokenOf('sam'), /close-requests\/decide$/),
    ];
    await request(max, LEADS[0])
      .getByRole('button', { name: /^Approve/ })
      .click();
    const form = max.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Note' }).fill('Agreed, and thank you for trying.');
    await form.getByText('This lead').waitFor();
    await form.getByText('Outcome: Lost').waitFor();
    await picture(max, 'approve-dialog');
    await form.getByRole('button', { name: 'Approve', exact: true }).click();
    await said(max, 'The lead is closed as lost.');
    await tab(max, 'Waiting for me (3)').waitFor();
    await max.unrouteAll();

    expect(others.flat().map(({ body }) => body.data)).toMatchObject([
      [{ outcome: 'refused', refusal: { code: 'access.owner' } }],
      [{ outcome: 'refused', refusal: { code: 'access.owner' } }],
    ]);
    expect(await leadCalled(LEADS[0])).toMatchObject({
      outcome: 'lost',
      closeNotes: `About ${LEADS[0]}`,
      lostReason: { label: 'Financial' },
    });
  });

  it('X48: says no to several at once, and each of them stays open', async () => {
    await max.getByRole('checkbox', { name: `Choose ${LEADS[1]}` }).click();
    await max.getByRole('checkbox', { name: `Choose ${LEADS[2]}` }).click();
    const form = max.getByRole('dialog');
    await max.getByRole('button', { name: 'Approve 2 requests' }).click();
    await form.getByText('2 leads would close as lost.').waitFor();
    await form.getByRole('button', { name: 'Cancel' }).click();
    await max.getByRole('checkbox', { name: `Choose ${LEADS[1]}` }).click();
    await max.getByRole('checkbox', { name: `Choose ${LEADS[2]}` }).click();
    await max.getByRole('button', { name: 'Decline 2 requests' }).click();
    await form.getByLabel('Note').fill('Call them once more.');
    await form.getByRole('button', { name: 'Decline', exact: true }).click();
    await said(max, '2 requests are declined; the leads stay open.');
    await tab(max, 'Waiting for me (1)').waitFor();

    expect(await leadCalled(LEADS[1])).toMatchObject({ status: 'open' });
    expect(await leadCalled(LEADS[2])).toMatchObject({ status: 'open' });
  });

  it('R16 X48: finds what was decided, by whom and with which note', async () => {
    await tab(max, 'Decided').click();
    const line = (title: string) => max.getByRole('row').filter({ hasText: title });
    await line(LEADS[0]).waitFor();
    await picture(max, 'approvals-decided');
    const barriers = await seriousViolations(max);

    expect(await line(LEADS[0]).innerText()).toMatch(/Approved[^]*Sam Sales[^]*Max Manager/i);
    expect(await line(LEADS[1]).innerText()).toMatch(/Declined[^]*Call them once more\./i);
    expect(await line(LEADS[3]).innerText()).toMatch(/Withdrawn[^]*They called back\./i);
    expect(barriers).toEqual([]);
  });

  it('X48: is told on which of several nothing could be decided, when none is left to show', async () => {
    const asking = await voiceOf('sam');
    const reason = await app.strapi.db
      .query('plugin::crm.dropdown-value')
      .findOne({ where: { label: 'Financial' } });
    for (const title of [LEADS[1], LEADS[2]]) {
      const { documentId } = await leadCalled(title);
      await asking.post(`/crm/leads/${documentId}/close-lost`, {
        data: { reason: reason.documentId },
      });
    }
    const withdrawn = await app.strapi.db
      .query('plugin::crm.close-request')
      .findOne({ where: { status: 'pending', lead: { title: LEADS[1] } } });
    await visit(max, APPROVALS);
    await max.getByRole('checkbox', { name: 'All 3' }).click();
    await max.getByRole('button', { name: 'Decline 3 requests' }).click();
    const form = max.getByRole('dialog');
    await form.getByText(LEADS[1]).first().waitFor();
    await asking.post(`/crm/close-requests/${withdrawn.documentId}/withdraw`, { data: {} });
    await form.getByRole('button', { name: 'Decline', exact: true }).click();
    await said(max, '2 requests are declined; the leads stay open.');
    await max.getByText('Nothing waits for you.').waitFor();
    await form.getByText(/has been settled|already/).waitFor();
    await picture(max, 'decide-refused');

    expect(await form.getByRole('button', { name: 'Decline', exact: true }).isEnabled()).toBe(
      false,
    );
    // What is done is not cancelled: this only leaves. The other one of this name is the cross above.
    expect(await form.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    await form.getByRole('button', { name: 'Close' }).last().click();
    await form.waitFor({ state: 'detached' });
  });
});

describe('sales who are answered', () => {
  it('L7: read the decision with its note, and choose how they are told', async () => {
    await tell();
    await visit(sam, '/admin/plugins/crm/notifications');
    await said(sam, /Max Manager approved your request to close a lead as lost/);
    await said(sam, 'Agreed, and thank you for trying.');
    await said(sam, /Max Manager declined your request/);
    await sam.getByRole('checkbox', { name: 'By e-mail' }).click({ force: true });
    await said(sam, 'Saved. It holds for what comes from now on.');

    expect(
      await app.strapi.db
        .query('plugin::crm.member')
        .findOne({ where: { email: 'sam@crm.example' } }),
    ).toMatchObject({ notifyByEmail: false, notifyInPanel: true });
  });
});

describe('sales who have to ask about many leads', () => {
  const MANY = [LEADS[1], LEADS[2]];
  const requests = (): Promise<any[]> =>
    app.strapi.db.query('plugin::crm.close-request').findMany({
      where: { lead: { title: { $in: MANY } } },
      orderBy: { id: 'desc' },
      limit: MANY.length,
    });

  it('L19 R15: are told that nothing closes yet, and for how many they asked', async () => {
    await visit(sam, '/admin/plugins/crm/leads?sort=title:ASC&pageSize=50');
    for (const title of MANY)
      await sam.locator('tbody tr').filter({ hasText: title }).getByRole('checkbox').click();
    await sam.getByRole('button', { name: 'Actions', exact: true }).click();
    await sam.getByRole('menuitem', { name: 'Close as lost' }).click();
    const form = sam.getByRole('dialog');
    await form.getByRole('combobox', { name: 'Reason' }).click();
    await sam.getByRole('option', { name: 'Financial', exact: true }).click();
    await form.getByText('No lead would change. For 2 you would ask.').waitFor();
    await picture(sam, 'bulk-would-ask');
    await form.getByRole('button', { name: 'Close as lost', exact: true }).click();
    await form.getByText('No lead changed. For 2 it was asked.').waitFor();
    await picture(sam, 'bulk-asked');

    expect(await requests()).toMatchObject([{ status: 'pending' }, { status: 'pending' }]);
    expect(await leadCalled(MANY[0] ?? '')).toMatchObject({ status: 'open' });
  });

  it('X43 R12: take back in one go what still waits', async () => {
    const form = sam.getByRole('dialog');
    await form.getByRole('button', { name: 'Undo all of it' }).click();
    await form.getByRole('button', { name: 'Undo', exact: true }).click();
    await said(sam, 'It is being undone; the bulk jobs show how far.');
    await form.getByRole('button', { name: 'Close', exact: true }).last().click();
    await visit(sam, '/admin/plugins/crm/jobs');
    await sam.getByRole('row').filter({ hasText: 'Done' }).nth(1).waitFor();
    await visit(sam, APPROVALS);
    await tab(sam, 'Asked by me (0)').waitFor();

    expect(await requests()).toMatchObject([{ status: 'withdrawn' }, { status: 'withdrawn' }]);
    expect(await leadCalled(MANY[0] ?? '')).toMatchObject({ status: 'open' });
  });
});

describe('what was clicked here', () => {
  it('R13 R16: is refused to an editor who forges the requests, each of them', async () => {
    const { answers, changed } = await forgedBy(await panel.tokenOf('eve'), {
      app,
      page: max,
      deeds,
    });

    expect(answers.length).toBeGreaterThan(8);
    expect(answers.filter((answer) => !answer.startsWith('403'))).toEqual([]);
    expect(changed).toEqual([]);
  });
});
