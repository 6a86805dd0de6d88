// A plain client with connections that stay open, so that little of its own is measured.
import { createHash } from 'node:crypto';
import { Agent, get, request } from 'node:http';
import { timed } from './side.mjs';

/** Sends all requests over this many connections; answers the milliseconds, each latency and each status. */
export async function sendAll(requests, connections, { expect = [200] } = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = [...requests];
  const latencies = [];
  const statuses = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      latencies.push(
        await timed(async () => statuses.push((await send(agent, next, expect)).status)),
      );
    }
  };
  const milliseconds = await timed(() => Promise.all(Array.from({ length: connections }, worker)));
  agent.destroy();
  return { milliseconds, latencies, statuses };
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** One request; answers what came back. */
export const ask = (asked, expect = [200, 201, 202]) => send(agent, asked, expect);

/** The same, with the milliseconds it took. */
export async function askTimed(asked) {
  const started = performance.now();
  const { body } = await ask(asked);
  return { milliseconds: performance.now() - started, body };
}

/** A file of lines, read as it comes; answers the milliseconds, how many lines, and a hash that knows no quotes. */
export async function download({ port, path, token }) {
  const started = performance.now();
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const reply = await new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers }, resolve).on('error', reject);
  });
  if (reply.statusCode !== 200) throw new Error(`${path} answered ${reply.statusCode}`);
  const hash = createHash('sha1');
  let lines = 0;
  for await (const chunk of reply.setEncoding('utf8')) {
    lines += chunk.split('\n').length - 1;
    hash.update(chunk.replaceAll(/["\uFEFF]/g, ''));
  }
  return { milliseconds: performance.now() - started, lines, hash: hash.digest('hex') };
}

function send(by, { port, method, path, token, body = {} }, expect) {
  const payload = JSON.stringify(body);
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(payload),
    ...(token && { Authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent: by, port, host: '127.0.0.1', method, path, headers }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      reply.on('end', () =>
        expect.includes(reply.statusCode)
          ? resolve({ status: reply.statusCode, body: parsed(text) })
          : reject(new Error(`${method} ${path} answered ${reply.statusCode}: ${text}`)),
      );
    });
    sent
      .on('error', (error) => {
        // The server has closed a connection that had been quiet, just as it was taken up again.
        const again = sent.reusedSocket && error.code === 'ECONNRESET';
        if (again) resolve(send(by, { port, method, path, token, body }, expect));
        else reject(new Error(`${method} ${path}: ${error.message}`, { cause: error }));
      })
      .end(payload);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
