import type { Page } from 'playwright-core';
import { builders, type Made } from '../support/builders';
import {
  chooseAction,
  openRecord,
  otherActions,
  panelForTests,
  panelOf,
  picture,
  textsOf,
  visit,
} from './support/panel';

jest.setTimeout(180_000);

const { app, panel } = panelForTests();
const a = builders(app);
let page: Page;

beforeAll(async () => {
  page = await panel.as('sales');
});

const dialog = () => page.getByRole('dialog');
const confirm = (name: string) => dialog().getByRole('button', { name, exact: true }).click();

let families = 0;

/** A family's lead: Ana is on another lead too, Ben is not. */
async function family(): Promise<{ lead: Made; other: Made; ana: Made; ben: Made }> {
  families += 1;
  const company = await a.create('company', { name: `Weber & Sons ${families}` });
  const lead = await a.lead({ title: 'Weber family, two-room flat', company: company.documentId });
  const other = await a.lead({ title: 'Garden house' });
  const ben = await a.contact({ firstName: 'Ben', lastName: 'Weber' });
  const ana = await a.contact({ firstName: 'Ana', lastName: 'Weber' });
  await a.link(lead, ben, { primaryIndividual: true, relationship: 'self' });
  await a.link(lead, ana, { primaryContact: true, relationship: 'child' });
  await a.link(other, ana, { primaryIndividual: true });
  return { lead, other, ana, ben };
}

describe('a sales person in the form of a lead', () => {
  it('A2 A3 A4 A5 R7: sees who becomes inactive and who stays before setting it inactive', async () => {
    const { lead, ana, ben } = await family();
    await openRecord(page, 'lead', lead.documentId);
    await picture(page, 'lead-form');

    await chooseAction(page, 'Set inactive');
    await dialog().getByLabel('Reason').fill('Bought a house elsewhere');
    await dialog().getByText('These become inactive').waitFor();
    const told = await dialog().innerText();
    await picture(page, 'deactivate-dialog');
    expect(await a.isActive('lead', lead)).toBe(true);
    await confirm('Set inactive');
    await page.getByText('The lead is inactive.', { exact: true }).waitFor();

    expect(told).toMatch(/These become inactive[^]*Ben Weber[^]*Stay as they are[^]*Ana Weber/i);
    expect(told).toContain('active on lead "Garden house"');
    await panelOf(page, 'Lifecycle').getByText('Inactive', { exact: true }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Active' }).first().isChecked()).toBe(false);
    expect(await a.isActive('lead', lead)).toBe(false);
    expect(await a.isActive('contact', ben)).toBe(false);
    expect(await a.isActive('contact', ana)).toBe(true);
    const history = panelOf(page, 'History');
    await history.getByText('set the lead inactive').waitFor();
    await history.getByText('Reason: Bought a house elsewhere').waitFor();
    await picture(page, 'lead-inactive');
  });

  describe('whose deed does not go as they thought', () => {
    const DOOR = /\/deactivate$/;
    let lead: Made;

    beforeEach(async () => {
      ({ lead } = await family());
      await openRecord(page, 'lead', lead.documentId);
      await chooseAction(page, 'Set inactive');
      await dialog().getByLabel('Reason').fill('Moved away');
      await dialog().getByText('These become inactive').waitFor();
    });
    afterEach(async () => {
      await page.unroute(DOOR);
      await page.context().setOffline(false);
    });

    const assignMeanwhile = async () => {
      const reply = await app.as.manager.post(`/api/crm/leads/${lead.documentId}/assign`, {
        data: { owner: app.members.sales.documentId },
      });
      expect(reply.status).toBe(200);
    };

    it('I3: is shown anew what would happen, where somebody has changed the lead meanwhile', async () => {
      const previews: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('preview=true')) previews.push(request.url());
      });
      await assignMeanwhile();
      const before = previews.length;
      await confirm('Set inactive');
      await dialog().getByText('Somebody changed this lead meanwhile.').waitFor();
      await dialog().getByText('These become inactive').waitFor();
      await picture(page, 'deed-stale');

      expect(previews.length).toBe(before + 1);
      expect(await a.isActive('lead', lead)).toBe(true);
    });

    it('loses nothing of what is typed where the network is gone', async () => {
      await page.context().setOffline(true);
      await confirm('Set inactive');
      await dialog().getByText('The server cannot be reached.').waitFor();
      await picture(page, 'deed-offline');
      const typed = await dialog().getByLabel('Reason').inputValue();
      await page.context().setOffline(false);
      await confirm('Set inactive');
      await page.getByText('The lead is inactive.', { exact: true }).waitFor();

      expect(typed).toBe('Moved away');
      expect(await a.isActive('lead', lead)).toBe(false);
    });

    it('is told why not, although the dialog has been left', async () => {
      let answer = (): void => undefined;
      const left = new Promise<void>((resolve) => {
        answer = resolve;
      });
      await page.route(DOOR, async (route) => {
        await left;
        await route.continue();
      });
      await confirm('Set inactive');
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
      await assignMeanwhile();
      answer();
      await page.getByText('Somebody changed this lead meanwhile.').waitFor();

      expect(await a.isActive('lead', lead)).toBe(true);
    });
  });

  it('A6 A8 A10 R5: records a closing score, with the preview of what it closes', async () => {
    const { lead, ben } = await family();
    await openRecord(page, 'lead', lead.documentId);

    await chooseAction(page, 'Score');
    await dialog().getByText('Change a value to see here what it does.').waitFor();
    await dialog().getByRole('combobox', { name: 'Lead score' }).click();
    await page.getByRole('option', { name: 'Lost', exact: true }).click();
    await dialog().getByRole('combobox', { name: 'Lost reason' }).click();
    await page.getByRole('option', { name: 'Financial' }).click();
    await dialog().getByText('These become inactive').waitFor();
    await picture(page, 'score-dialog');
    await confirm('Score');
    await page.getByText('The score is recorded.').waitFor();

    await panelOf(page, 'Lifecycle').getByText('Closed, Lost').waitFor();
    expect(await a.read('lead', lead)).toMatchObject({ outcome: 'lost', active: false });
    expect(await a.isActive('contact', ben)).toBe(false);
  });

  it('R12: undoes a step from the history, and sees first what comes back', async () => {
    const { lead, ben } = await family();
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});
    await openRecord(page, 'lead', lead.documentId);

    await panelOf(page, 'History').getByRole('button', { name: 'Undo' }).first().click();
    await dialog().getByText('These become active again').waitFor();
    await picture(page, 'undo-dialog');
    await confirm('Undo');
    await page.getByText('The step is undone.').waitFor();

    await panelOf(page, 'Lifecycle').getByText('Active', { exact: true }).last().waitFor();
    await panelOf(page, 'History').getByText('undid an earlier step').waitFor();
    expect(await a.isActive('lead', lead)).toBe(true);
    expect(await a.isActive('contact', ben)).toBe(true);
  });

  it('R12: is told what stands in the way of an undo', async () => {
    const { lead, ben } = await family();
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});
    await app.as.sales.post(`/api/crm/contacts/${ben.documentId}/activate`, {});
    await app.as.sales.post(`/api/crm/contacts/${ben.documentId}/deactivate`, {
      data: { reason: 'credit-hold' },
    });
    await openRecord(page, 'lead', lead.documentId);

    // It is not offered: the reason stands where the button would be pressed.
    const greyed = panelOf(page, 'History').getByRole('note', {
      name: /^Undo: This step cannot be undone as a whole/,
    });
    await greyed.waitFor();
    await greyed.focus();
    await picture(page, 'undo-refused');

    const undo = greyed.getByRole('button', { name: 'Undo' });
    expect(await undo.isDisabled()).toBe(true);
  });

  it('S14 S17: finds what cannot be done greyed, with the reason', async () => {
    const lead = await a.lead();
    await openRecord(page, 'lead', lead.documentId);

    const others = await otherActions(page);
    const activate = others.and(page.getByLabel(/^Set active: ./));
    await activate.waitFor();

    expect(await activate.getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Escape');
  });

  it('R32: types what is free, and is shown what only actions change', async () => {
    const { lead } = await family();
    await openRecord(page, 'lead', lead.documentId);

    // Which others are shown and not typed, tests/content-manager.test.ts asks of each.
    const greyed = await page.getByLabel('Active').first().isDisabled();
    await page.getByLabel('Title').fill('Weber family, three rooms');
    const others = panelOf(page, 'Lifecycle').getByRole('button', { name: 'Other actions' });
    const locked = await others.isDisabled();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Weber family, three rooms' }).waitFor();

    expect(greyed).toBe(true);
    // While the form holds something unsaved, an action would take it away.
    expect(locked).toBe(true);
    expect(await a.read('lead', lead)).toMatchObject({ title: 'Weber family, three rooms' });
  });

  it('S16 R10: finds an inactive lead greyed, with why, since when and the way back', async () => {
    const { lead } = await family();
    await app.as.sue.post(`/api/crm/leads/${lead.documentId}/deactivate`, {
      data: { reason: 'Moved away' },
    });
    await openRecord(page, 'lead', lead.documentId);

    const banner = panelOf(page, 'Lifecycle').getByRole('status').first();
    await banner.getByText('Sue Sales set the lead inactive. Reason: Moved away').waitFor();
    const told = await banner.innerText();
    const greyed = await page.getByLabel('Title').isDisabled();
    await picture(page, 'lead-read-only');
    await chooseAction(page, 'Set active');
    await dialog().getByText('These become active again').waitFor();
    await confirm('Set active');
    await banner.waitFor({ state: 'detached' });
    // The form reads its record anew, after the panel beside it has.
    await page.locator('input[name=title]:enabled').waitFor();

    expect(told).toMatch(/This lead is inactive and cannot be changed\. Since .*202\d/);
    expect(greyed).toBe(true);
    expect(await page.getByLabel('Active').first().isDisabled()).toBe(true);
  });

  it('R25: sees what is planned on a lead, completes an event and adds the next one', async () => {
    const lead = await a.lead({ title: 'Loft of the Bergers' });
    await a.create('calendar-event', {
      title: 'Show the loft',
      type: (await a.value('event-type', 'tour')).documentId,
      lead: lead.documentId,
      assignee: app.members.sales.documentId,
      dueAt: '2026-01-05T09:00:00.000Z',
    });
    const work = panelOf(page, 'Events and tasks');
    const items = work.getByRole('listitem');
    await openRecord(page, 'lead', lead.documentId);
    const shown = await items.filter({ hasText: 'Show the loft' }).innerText();
    await picture(page, 'work-panel');

    await work.getByRole('button', { name: 'Mark "Show the loft" as done' }).click();
    await confirm('Complete');
    await work.getByText('1 event is completed').waitFor();
    await work.getByText(/^Nothing is planned on this lead yet/).waitFor();
    await panelOf(page, 'History').getByText('completed an event').waitFor();

    await work.getByRole('button', { name: 'Add an event' }).click();
    await dialog().getByRole('textbox', { name: 'Title' }).fill('Call about the loft');
    await dialog().getByRole('combobox', { name: 'Event type' }).click();
    await page.getByRole('option', { name: 'Call', exact: true }).click();
    await dialog().getByRole('combobox', { name: 'Due', exact: true }).fill('03/31/2199');
    await page.keyboard.press('Tab');
    const time = dialog().getByRole('combobox', { name: /time/i });
    await time.fill('25:99');
    await page.keyboard.press('Tab');
    await dialog()
      .getByText(/^This cannot be read as a time/)
      .waitFor();
    const off = await dialog().getByRole('button', { name: 'Add', exact: true }).isDisabled();
    await time.fill('9.30');
    await page.keyboard.press('Tab');
    const read = await time.inputValue();
    // Without a time it is for the whole day.
    await time.fill('');
    await page.keyboard.press('Tab');
    await picture(page, 'work-add-event');
    await confirm('Add');
    await work.getByRole('link', { name: 'Call about the loft' }).waitFor();

    expect([off, read]).toEqual([true, '09:30']);
    expect(shown).toMatch(/Tour · Sam Sales/);
    expect(shown).toMatch(/overdue/);
    const [made] = await app.strapi.db.query('plugin::crm.calendar-event').findMany({
      where: { title: 'Call about the loft' },
      populate: { lead: true, type: true, assignee: true },
    });
    expect(made).toMatchObject({
      allDay: true,
      lead: { id: lead.id },
      type: { label: 'Call' },
      assignee: { name: 'Sam Sales' },
    });
  });

  it('R23: adds a task to a lead, and completes it there', async () => {
    const lead = await a.lead({ title: 'Attic of the Bergers' });
    const work = panelOf(page, 'Events and tasks');
    await openRecord(page, 'lead', lead.documentId);

    await work.getByRole('button', { name: 'Add a task' }).click();
    await dialog().getByRole('textbox', { name: 'Title' }).fill('Send the plans');
    await confirm('Add');
    await work.getByRole('button', { name: 'Mark "Send the plans" as done' }).click();
    await confirm('Complete');
    await work.getByText(/^Nothing is planned on this lead yet/).waitFor();
    await panelOf(page, 'History').getByText('completed a task').waitFor();

    const task = await app.strapi.db
      .query('plugin::crm.task')
      .findOne({ where: { title: 'Send the plans' }, populate: { assignee: true } });
    expect(task).toMatchObject({ status: 'done', assignee: { name: 'Sam Sales' } });
  });

  it('X41: is offered nothing to plan on an inactive lead', async () => {
    const { lead } = await family();
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, { data: {} });
    await openRecord(page, 'lead', lead.documentId);
    await panelOf(page, 'Events and tasks').getByText('Nothing is planned on this lead.').waitFor();

    expect(await panelOf(page, 'Events and tasks').getByRole('button').count()).toBe(0);
    expect(await panelOf(page, 'People').getByRole('button').count()).toBe(0);
  });

  it('X14: puts a person on a lead without leaving it, told apart by e-mail, and changes who they are', async () => {
    const { lead } = await family();
    await a.contact({ firstName: 'Cleo', lastName: 'Novak', email: 'cleo@x.example' });
    await a.contact({ firstName: 'Cleo', lastName: 'Novak', email: 'other-cleo@x.example' });
    const people = panelOf(page, 'People');
    await openRecord(page, 'lead', lead.documentId);

    await people.getByRole('button', { name: 'Add a person' }).click();
    await dialog().getByRole('combobox', { name: 'Contact' }).pressSequentially('cleo novak');
    const found = page.getByRole('option', { name: 'Cleo Novak (cleo@x.example)' });
    await found.waitFor();
    expect(await page.getByText('Nothing is called like that.').count()).toBe(0);
    await found.click();
    await dialog().getByRole('combobox', { name: 'Relationship' }).click();
    const offered = await textsOf(page.getByRole('option'));
    await page.getByRole('option', { name: 'Friend', exact: true }).click();
    await dialog().getByRole('checkbox', { name: 'Primary individual' }).click();
    await confirm('Add');
    await dialog().getByText('Ben Weber is the primary individual of this lead.').first().waitFor();
    await picture(page, 'people-add-refused');
    await dialog().getByRole('checkbox', { name: 'Primary individual' }).click();
    await confirm('Add');
    const cleo = people.getByRole('listitem').filter({ hasText: 'Cleo Novak' });
    await cleo.getByText('Friend').waitFor();

    await cleo.getByRole('button', { name: 'Change Cleo Novak on this lead' }).click();
    await dialog().getByRole('checkbox', { name: 'Still on this lead' }).click();
    await confirm('Save');
    await cleo.getByText('Ended').waitFor();

    expect(offered).not.toContain('Website');
    expect(offered).toContain('Spouse');
    const links = await app.strapi.db.query('plugin::crm.lead-contact').findMany({
      where: { lead: lead.id, contact: { lastName: 'Novak' } },
      populate: { relationshipType: true },
    });
    expect(links).toMatchObject([{ active: false, relationshipType: { label: 'Friend' } }]);
  });

  it('R29 D14: is offered neither a copy of a lead nor its deletion', async () => {
    const lead = await a.lead();
    await openRecord(page, 'lead', lead.documentId);

    await page.getByRole('button', { name: 'More actions' }).click();
    const offered = await textsOf(page.getByRole('menuitem'));

    expect(offered.join()).not.toMatch(/delete|duplicate/i);
    expect(offered.join()).toContain('Set inactive');
  });

  it('P7: sets a lead inactive from the menu of its row', async () => {
    const lead = await a.lead({ title: 'A lead in a list' });
    await visit(page, '/admin/content-manager/collection-types/plugin::crm.lead');

    const row = page.getByRole('row').filter({ hasText: 'A lead in a list' });
    await row.getByRole('button', { name: 'Row actions' }).click();
    await picture(page, 'lead-list');
    await page.getByRole('menuitem', { name: 'Set inactive' }).click();
    await dialog().getByText('This lead').waitFor();
    await confirm('Set inactive');
    await page.getByText('The lead is inactive.', { exact: true }).waitFor();

    expect(await a.isActive('lead', lead)).toBe(false);
  });

  it('P1 P6 R11: sets a contact inactive with a reason, and sees through which lead it happened', async () => {
    const { lead, ana, ben } = await family();
    await openRecord(page, 'contact', ana.documentId);
    const lifecycle = panelOf(page, 'Lifecycle');
    const give = async (reason: string): Promise<void> => {
      await dialog().getByRole('combobox', { name: 'Reason' }).click();
      await page.getByRole('option', { name: reason }).click();
      await confirm('Set inactive');
      await lifecycle.getByText(reason).waitFor();
    };

    await lifecycle.getByRole('button', { name: 'Set inactive' }).click();
    await give('Between projects');
    // X25: the later reason wins.
    await lifecycle.getByRole('button', { name: 'Change the reason' }).click();
    await give('Credit hold');
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});
    await openRecord(page, 'contact', ben.documentId);
    await panelOf(page, 'Lifecycle').getByText('Weber family, two-room flat').waitFor();
    await picture(page, 'contact-form');

    expect(await a.read('contact', ana)).toMatchObject({ inactiveReason: 'credit-hold' });
  });

  it('R7: sees on which leads a contact stays active, and goes there', async () => {
    const { lead, other, ana } = await family();
    const lost = await a.lead({ title: 'Boat house' });
    await a.link(lost, ana);
    await a.force('lead', lost, { status: 'closed', outcome: 'lost' });
    await openRecord(page, 'contact', ana.documentId);

    const keepers = panelOf(page, 'Lifecycle').getByRole('list', { name: 'Kept active by' });
    await keepers.getByRole('link', { name: 'Garden house' }).waitFor();
    await picture(page, 'contact-kept-active');
    const told = await keepers.getByRole('listitem').allInnerTexts();
    await keepers.getByRole('link', { name: 'Garden house' }).click();
    await page.waitForURL((url) => url.pathname.endsWith(other.documentId));
    await app.as.sales.post(`/api/crm/leads/${other.documentId}/deactivate`, {});
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});
    const alone = await a.contact({ firstName: 'Cem', lastName: 'Weber' });
    await openRecord(page, 'contact', alone.documentId);
    await panelOf(page, 'Lifecycle').getByText('Nothing: when its lead').waitFor();

    expect(told.join()).toMatch(/Garden house[^]*Lead[^]*Weber family, two-room flat[^]*Lead/);
    expect(told).toHaveLength(2);
  });
});
