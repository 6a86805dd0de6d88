// The application as it ships, served in production mode; with CRM_ENABLED to compare it
// with itself without the plugin.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serveTasks, timed } from '../lib/side.mjs';
import { addNotes, writeNote } from '../lib/note.mjs';
import { createHost } from '../../scripts/lib/host.mjs';

const EMAIL = 'bench@crm.example';
const ADMIN_EMAIL = 'ada@crm.example';
const PASSWORD = 'Crm-bench-2026';
const MIB = 1024 * 1024;

let host;
const statements = [];
let watched;

serveTasks({
  async start() {
    host = createHost();
    if (process.env.CRM_ENABLED !== undefined) addNotes(host);
    const booted = await timed(() => host.load());
    host.server.mount();
    const port = await new Promise((resolve) => {
      const server = host.server.httpServer;
      server.listen(0, '127.0.0.1', () => resolve(server.address().port));
    });
    const rss = process.memoryUsage().rss / MIB;
    if (process.env.CRM_ENABLED !== undefined) return { port, booted, rss };
    const member = await makeMember();
    host.db.connection.on('query', ({ sql }) => statements.push(sql));
    return { port, booted, rss, member, token: await logIn(port) };
  },

  /** 10 000 leads through a door: one `updateMany` that sets a guarded field is one action (R32). */
  async batch({ ids }) {
    statements.length = 0;
    const milliseconds = await timed(() =>
      host.db
        .query('plugin::crm.lead')
        .updateMany({ where: { id: { $in: ids } }, data: { active: false } }),
    );
    return { milliseconds, statements: statements.length };
  },

  /** The statements since the last question. */
  async statements() {
    return { statements: statements.splice(0) };
  },

  /** Without the lifecycles the generated routes are Strapi's own, as if there were no CRM. */
  async guards({ on }) {
    if (on) host.db.lifecycles.enable();
    else host.db.lifecycles.disable();
    return {};
  },

  /** From now on: how long the event loop is held up at most, and how much memory is taken. */
  async watch() {
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    statements.length = 0;
    global.gc?.();
    const before = process.memoryUsage().rss / MIB;
    watched = { loop, before, most: before };
    watched.timer = setInterval(() => {
      watched.most = Math.max(watched.most, process.memoryUsage().rss / MIB);
    }, 50);
    return {};
  },
  async watched() {
    const { loop, before, most, timer } = watched;
    clearInterval(timer);
    loop.disable();
    return {
      longestBlock: loop.max / 1e6,
      block99: loop.percentile(99) / 1e6,
      rssBefore: before,
      rssMost: most,
      statements: statements.splice(0).length,
    };
  },

  /** Somebody who has nothing to do with the CRM, in the API and in the panel, and what they change. */
  async strangers() {
    const { documentId, role } = await writeNote(host);
    await addUser(role);

    const superAdmin = await host.service('admin::role').getSuperAdmin();
    await host.service('admin::user').create({
      firstname: 'Ada',
      email: ADMIN_EMAIL,
      password: PASSWORD,
      isActive: true,
      roles: [superAdmin.id],
    });
    return { documentId };
  },
  async logInBoth() {
    const { port } = host.server.httpServer.address();
    return { api: await logIn(port), panel: await logInToPanel(port) };
  },
});

const logInToPanel = async (port) =>
  (await post(port, '/admin/login', { email: ADMIN_EMAIL, password: PASSWORD })).data.token;

/** Whoever asks; there from before where the database was kept. */
async function makeMember() {
  const known = await host.db.query('plugin::crm.member').findOne({ where: { email: EMAIL } });
  const { id, documentId, name } = known ?? (await newMember());
  return { id, documentId, name, kind: 'member' };
}

async function newMember() {
  const role = await host.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'crm_sales' } });
  const user = await addUser(role.id);
  // Reports tell managers of everybody's leads.
  const manager = await host
    .documents('plugin::crm.role')
    .findFirst({ filters: { key: 'crm_manager' } });
  return host.documents('plugin::crm.member').create({
    data: { name: 'Bench Sales', email: EMAIL, apiUser: user.id, roles: [manager.documentId] },
  });
}

const addUser = (role) =>
  host.plugin('users-permissions').service('user').add({
    username: EMAIL,
    email: EMAIL,
    password: PASSWORD,
    provider: 'local',
    confirmed: true,
    role,
  });

const logIn = async (port) =>
  (await post(port, '/api/auth/local', { identifier: EMAIL, password: PASSWORD })).jwt;

async function post(port, path, body) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.json();
}
