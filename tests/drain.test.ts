import { once } from 'node:events';
import { Agent, createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { drain } from '../src/drain';

/* D7: a node that is told to stop lets requests end that have come in, and takes no others. */

const agent = new Agent({ keepAlive: true });

async function aServer() {
  const waiting: ServerResponse[] = [];
  const server = createServer((asked, answer) => {
    if (asked.url === '/slow') waiting.push(answer);
    else answer.end('at once');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const get = async (path: string): Promise<string> => {
    const asked = request({ host: '127.0.0.1', port, path, agent }).end();
    const [answer] = await once(asked, 'response');
    let text = '';
    for await (const part of answer) text += String(part);
    return text;
  };
  return { server, get, waiting };
}

afterAll(() => agent.destroy());

it('lets the request end that is there, and refuses the next one', async () => {
  const { server, get, waiting } = await aServer();
  // A connection that is kept open for later.
  await get('/');
  const slow = get('/slow');
  await once(server, 'request');

  const drained = drain(server, 60_000);

  await expect(get('/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  waiting[0]?.end('in the end');
  expect(await slow).toBe('in the end');
  await drained;
});

it('does not wait for ever', async () => {
  const { server, get } = await aServer();
  const slow = get('/slow');
  await once(server, 'request');

  await drain(server, 20);

  server.closeAllConnections();
  await expect(slow).rejects.toMatchObject({ code: 'ECONNRESET' });
});

it('has nothing to do where nobody listens', () => drain(createServer(), 60_000));
