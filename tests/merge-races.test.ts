import { appForTests, type Reply } from './support/app';
import { builders, type Made } from './support/builders';
import { databaseUnderTest } from './support/database';
import { races, type Naive } from './support/races';

/*
 * Merging beside what else happens to the same people (X70). As in races.test.ts, naive code on the same tables
 * loses each race first.
 */

const servers = databaseUnderTest === 'sqlite' ? describe.skip : describe;
const ROUNDS = 6;

if (databaseUnderTest === 'sqlite') {
  // oxlint-disable-next-line jest/no-disabled-tests -- says in the report why it is not run here
  it.skip('races: SQLite has one writer and one connection; PostgreSQL and MariaDB run these', () => {});
}

servers('merging at the same time', () => {
  const app = appForTests();
  const a = builders(app);
  const { tableOf, together, inTurn, heldBack } = races(app);

  const merge = (winner: Made, other: Made): Promise<Reply> =>
    app.as.manager.post(`/api/crm/contacts/${winner.documentId}/merge`, {
      data: { contact: other.documentId },
    });
  const rows = (record: string, where: object) =>
    app.strapi.db.connection(tableOf(record)).where(where);
  const mergedInto = async (contact: Made): Promise<number | null> =>
    (await rows('contact', { id: contact.id }).first()).merged_into_id;
  const answerOf = ({ status, body }: Reply): string => String(body.error?.details?.code ?? status);
  const live = (contact: Made) => rows('lead-contact', { contact_key: contact.id, active: true });
  const verified = async (): Promise<string[]> => {
    const { lines } = await app.strapi.plugin('crm').service('cli').verify([]);
    // What naive code has left behind stands in it, too.
    return lines.filter((line: string) => /^broken\s+(merged|history|primaries)/.test(line));
  };

  const two = async (): Promise<[Made, Made]> => [await a.contact(), await a.contact()];

  describe('A into B, and B into A', () => {
    /** Reads that both are whole, and makes one a part of the other. */
    const naiveMerge =
      (winner: Made, other: Made): Naive =>
      async (trx, ready) => {
        const [row] = await trx(tableOf('contact'))
          .whereIn('id', [winner.id, other.id])
          .whereNull('merged_into_id')
          .count({ n: '*' });
        await ready();
        if (Number(row?.['n']) < 2) return;
        await trx(tableOf('contact')).where({ id: other.id }).update({ merged_into_id: winner.id });
      };

    it('leaves nobody, in naive code', async () => {
      const [one, other] = await two();

      await inTurn(naiveMerge(one, other), naiveMerge(other, one));

      expect([await mergedInto(one), await mergedInto(other)]).toEqual([other.id, one.id]);
      await rows('contact', {}).whereIn('id', [one.id, other.id]).update({ merged_into_id: null });
    });

    it('X70: leaves one of the two, and refuses the second', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const [one, other] = await two();

        const replies = await heldBack('contact', one, 2, () =>
          Promise.all([merge(one, other), merge(other, one)]),
        );

        expect(replies.map(answerOf).sort()).toEqual(['200', 'contact.merged']);
        const into = [await mergedInto(one), await mergedInto(other)];
        expect(into.filter((id) => id === null)).toHaveLength(1);
      }
      expect(await verified()).toEqual([]);
    });
  });

  describe('a merge, and a link that is made meanwhile', () => {
    it('is lost with the other one, in naive code', async () => {
      const [winner, other] = await two();
      const lead = await a.lead();
      await together(
        async (trx, ready) => {
          const links = await trx(tableOf('lead-contact')).where({ contact_key: other.id });
          await ready();
          await trx(tableOf('lead-contact'))
            .whereIn(
              'id',
              links.map(({ id }) => id),
            )
            .update({ contact_key: winner.id });
        },
        async (trx, ready) => {
          await ready();
          await trx(tableOf('lead-contact')).insert({
            document_id: `naive-${other.id}`,
            lead_key: lead.id,
            contact_key: other.id,
            active: true,
          });
        },
      );

      expect(await live(other)).toHaveLength(1);
      await live(other).delete();
    });

    it('X70: goes along with it, or is refused', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const [winner, other] = await two();
        const lead = await a.lead();
        const link = { lead: lead.documentId, contact: other.documentId };

        const [merged, linked] = await heldBack('contact', other, 2, () =>
          Promise.all([
            merge(winner, other),
            app.as.manager.post('/api/crm/lead-contacts', { data: link }),
          ]),
        );

        expect(merged.status).toBe(200);
        expect(await live(other)).toEqual([]);
        expect(await live(winner)).toHaveLength(linked.status < 300 ? 1 : 0);
        if (linked.status >= 300) expect(answerOf(linked)).toBe('contact.merged');
      }
      expect(await verified()).toEqual([]);
    });
  });

  describe('a merge, and the closing of a lead that the other one is on', () => {
    it('X70 X3: one comes after the other', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const [winner, other] = await two();
        const lead = await a.lead();
        await a.link(lead, other, { primaryIndividual: true });

        const [merged, closed] = await heldBack('contact', other, 1, () =>
          Promise.all([
            merge(winner, other),
            app.as.manager.post(`/api/crm/leads/${lead.documentId}/deactivate`),
          ]),
        );

        expect([merged.status, closed.status]).toEqual([200, 200]);
        expect(await mergedInto(other)).toBe(winner.id);
        // Closed first, the cascade took the other one, and the winner was active; else it took the winner.
        const taken = await rows('contact', { id: winner.id }).first();
        const [operation] = await rows('operation', { lead_id: lead.id, action: 'deactivate' });
        const [change] = await rows('change', {
          operation_id: operation.id,
          record: 'contact',
        }).whereIn('record_id', [winner.id, other.id]);
        expect(change.record_id).toBe(taken.active ? other.id : winner.id);
      }
      expect(await verified()).toEqual([]);
    });

    it('X70: a lead that it came onto while the locks were waited for is closed with the one that stays', async () => {
      const [winner, other] = await two();
      const lead = await a.lead();
      const link = async (): Promise<unknown> =>
        rows('lead-contact', {}).insert({
          document_id: `late-${other.id}`,
          lead_key: lead.id,
          contact_key: other.id,
          active: true,
        });

      const merged = await heldBack('contact', other, 1, () => merge(winner, other), link);

      expect(merged.status).toBe(200);
      expect(await live(winner)).toHaveLength(1);
      expect(await live(other)).toEqual([]);
    });
  });

  it('X70: a merge and its undo twice at once: one of them is done', async () => {
    const [winner, other] = await two();
    const { body } = await merge(winner, other);
    const undo = (): Promise<Reply> =>
      app.as.manager.post(`/api/crm/operations/${body.meta.operation.documentId}/undo`);

    const replies = await heldBack('contact', winner, 2, () => Promise.all([undo(), undo()]));

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await mergedInto(other)).toBeNull();
    expect(await verified()).toEqual([]);
  });
});
