import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Balancer {
  readonly port: number;
  add(port: number): void;
  /** Sends nothing more there, and waits until what is on its way has been answered. */
  drain(port: number): Promise<void>;
  /** Gone without a word. */
  lose(port: number): void;
  /** How many requests each node has answered. */
  readonly answered: ReadonlyMap<number, number>;
  close(): Promise<void>;
}

/**
 * Hands requests to the nodes in turn, as the proxy of `deploy/` does it. What a node breaks off is answered
 * with 502: only the caller knows whether it may be asked again.
 */
export async function startBalancer(): Promise<Balancer> {
  const nodes: number[] = [];
  const busy = new Map<number, number>();
  const answered = new Map<number, number>();
  const count = (counts: Map<number, number>, port: number, by: number): void =>
    void counts.set(port, (counts.get(port) ?? 0) + by);

  const server = createServer((asked, reply) => {
    const port = nodes.shift();
    if (port === undefined) {
      fail(reply, 503);
      return;
    }
    nodes.push(port);
    count(busy, port, 1);
    pass(asked, reply, port)
      .then(() => count(answered, port, 1))
      .catch(() => fail(reply, 502))
      .finally(() => count(busy, port, -1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const lose = (port: number): void => {
    if (nodes.includes(port)) nodes.splice(nodes.indexOf(port), 1);
  };
  return {
    port: (server.address() as AddressInfo).port,
    add: (port) => void nodes.push(port),
    async drain(port) {
      lose(port);
      while ((busy.get(port) ?? 0) > 0) await sleep(10);
    },
    lose,
    answered,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function fail(reply: ServerResponse, status: number): void {
  if (!reply.headersSent) reply.writeHead(status);
  reply.end();
}

const pass = (asked: IncomingMessage, reply: ServerResponse, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const { method, url: way, headers } = asked;
    const sent = request({ host: '127.0.0.1', port, method, path: way, headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(reply).on('finish', resolve);
      answer.on('error', reject);
    });
    asked.pipe(sent).on('error', reject);
  });
