// A plain client with connections that stay open, so that little of its own is measured.
import { Agent, request } from 'node:http';
import { timed } from './side.mjs';

/** Sends all requests over this many connections; answers the milliseconds and each one's latency. */
export async function sendAll(requests, connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const waiting = [...requests];
  const latencies = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      latencies.push(await timed(() => send(agent, next)));
    }
  };
  const milliseconds = await timed(() => Promise.all(Array.from({ length: connections }, worker)));
  agent.destroy();
  return { milliseconds, latencies };
}

function send(agent, { port, method, path, token, body }) {
  const payload = JSON.stringify(body);
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(payload),
    ...(token && { Authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port, host: '127.0.0.1', method, path, headers }, (reply) => {
      let text = '';
      reply.on('data', (chunk) => (text += chunk));
      reply.on('end', () =>
        reply.statusCode === 200
          ? resolve()
          : reject(new Error(`${method} ${path} answered ${reply.statusCode}: ${text}`)),
      );
    });
    sent.on('error', reject).end(payload);
  });
}
