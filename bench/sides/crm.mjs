// The application as it ships, served in production mode.
import { serveTasks, timed } from '../lib/side.mjs';
import { createHost } from '../../scripts/lib/host.mjs';

const EMAIL = 'bench@crm.example';
const PASSWORD = 'Crm-bench-2026';

let host;
const statements = [];

serveTasks({
  async start() {
    host = createHost();
    await host.load();
    host.server.mount();
    const port = await new Promise((resolve) => {
      const server = host.server.httpServer;
      server.listen(0, '127.0.0.1', () => resolve(server.address().port));
    });
    const member = await makeMember();
    host.db.connection.on('query', ({ sql }) => statements.push(sql));
    return { port, member, token: await logIn(port) };
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
});

async function makeMember() {
  const role = await host.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'crm_sales' } });
  const user = await host.plugin('users-permissions').service('user').add({
    username: EMAIL,
    email: EMAIL,
    password: PASSWORD,
    provider: 'local',
    confirmed: true,
    role: role.id,
  });
  const { id, name } = await host
    .documents('plugin::crm.member')
    .create({ data: { name: 'Bench Sales', email: EMAIL, apiUser: user.id } });
  return { id, name, kind: 'member' };
}

async function logIn(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/api/auth/local`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ identifier: EMAIL, password: PASSWORD }),
  });
  const { jwt } = await answer.json();
  return jwt;
}
