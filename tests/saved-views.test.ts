import { appForTests } from './support/app';

const app = appForTests();
const URL = '/api/crm/saved-views';
const PANEL = '/content-manager/collection-types/plugin::crm.saved-view';

const save = async (name: string, more: object = {}): Promise<string> => {
  const data = { name, page: 'leads', query: { view: 'open' }, ...more };
  const reply = await app.as.sales.post(URL, { data });
  expect(reply.status).toBe(201);
  return reply.body.data.documentId;
};

const names = (list: { name: string }[]): string[] => list.map(({ name }) => name).toSorted();

describe('saved views', () => {
  it('R27: are their maker’s, and the team’s once they are shared', async () => {
    await save('Mine', { owner: app.members.sue.documentId });
    await save('Ours', { shared: true });

    const own = await app.as.sales.get(`${URL}?populate=owner`);
    const hers = await app.as.sue.get(URL);
    const inPanel = await app.inPanel.sue.get(PANEL);

    expect(names(own.body.data)).toEqual(['Mine', 'Ours']);
    expect(own.body.data[0].owner.documentId).toBe(app.members.sales.documentId);
    expect(names(hers.body.data)).toEqual(['Ours']);
    expect(names(inPanel.body.results)).toEqual(['Ours']);
    expect(hers.body.meta.pagination.total).toBe(1);
  });

  it('R27: are changed and deleted by their maker or an administrator alone', async () => {
    const url = `${URL}/${await save('Kept', { shared: true })}`;

    const changed = await app.as.sue.put(url, { data: { name: 'Taken' } });
    const given = await app.as.sales.put(url, {
      data: { owner: app.members.sue.documentId },
    });
    const gone = await app.as.sue.delete(url);

    expect(changed.body.error.details.code).toBe('access.owner');
    expect(given.body.error.details.code).toBe('field.guarded');
    expect(gone.status).toBe(403);
    expect((await app.as.sales.put(url, { data: { name: '  New  ' } })).body.data.name).toBe('New');
    expect((await app.as.admin.delete(url)).status).toBe(204);
  });

  it('R27: another person’s view is not there, whatever is asked', async () => {
    const documentId = await save('Secret');

    expect((await app.as.sue.get(`${URL}/${documentId}`)).status).toBe(404);
    expect((await app.as.sue.get(`${URL}?filters[name]=Secret`)).body.data).toEqual([]);
    // The panel says that a document of this id exists, and nothing of it.
    expect((await app.inPanel.sue.get(`${PANEL}/${documentId}`)).body.data).toEqual({});
  });

  it('name the field that is wrong', async () => {
    const reply = await app.as.sales.post(URL, { data: { name: '  ', page: 'leads', query: {} } });

    expect(reply.status).toBe(400);
  });
});
