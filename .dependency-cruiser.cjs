// The layering rule, as ARCHITECTURE.md tells it: core imports only core, zod and luxon; server and
// admin import core, never each other; inside server: doors → application → facts, reactions → store.

const core = '^plugins/crm/core/';
const server = '^plugins/crm/server/src/';
const admin = '^plugins/crm/admin/src/';
const rooms = (...names) => `${server}(${names.join('|')})(/|\\.ts$)`;
const isTest = '\\.test\\.tsx?$';

// An import of types only leaves nothing behind at run time.
const atRunTime = { dependencyTypesNot: ['type-only'] };

const onlyFrom = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: isTest },
  to: { path: '^plugins/crm/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'Rules know neither Strapi nor React nor Node: core imports core, zod and luxon.',
      severity: 'error',
      from: { path: core, pathNot: isTest },
      to: { pathNot: [core, '(^|/)node_modules/(@types/)?(zod|luxon)/', '^(zod|luxon)$'] },
    },
    {
      name: 'core-tests-are-pure',
      comment: 'Rule tests call plain functions; they may use fast-check as well.',
      severity: 'error',
      from: { path: `${core}.*${isTest}` },
      to: { pathNot: [core, '(^|/)node_modules/(zod|fast-check|@jest)/', '^(zod|fast-check)$'] },
    },
    {
      name: 'server-not-to-admin',
      severity: 'error',
      from: { path: '^plugins/crm/server/' },
      to: { path: '^plugins/crm/admin/' },
    },
    {
      name: 'admin-not-to-server',
      comment: 'The panel asks core for rules and the API for data.',
      severity: 'error',
      from: { path: '^plugins/crm/admin/' },
      to: { path: '^plugins/crm/server/' },
    },
    {
      name: 'plugin-not-to-host',
      comment: 'The plugin installs into any Strapi: nothing of this host may leak into it.',
      severity: 'error',
      from: { path: '^plugins/' },
      to: { path: '^(src|config|tests|bench|scripts)/' },
    },
    onlyFrom(
      'content-types-stand-alone',
      'A schema is data: it may use words of core and other schemas.',
      rooms('content-types'),
      [core, rooms('content-types')],
    ),
    onlyFrom(
      'store-is-the-ground',
      'The store writes what it is handed; it knows no fact, no reaction, no use case, no door.',
      rooms('store'),
      [core, rooms('store', 'content-types')],
    ),
    onlyFrom(
      'facts-and-reactions-use-the-store',
      'They load and note; deciding and running is for the application above them.',
      rooms('facts', 'reactions'),
      [core, rooms('facts', 'reactions', 'store', 'content-types')],
    ),
    onlyFrom(
      'application-knows-no-door',
      'A use case runs the same whichever door called it.',
      rooms('application'),
      [core, rooms('application', 'facts', 'reactions', 'store', 'content-types')],
    ),
    onlyFrom(
      'doors-go-through-the-application',
      'A door that reaches the store has gone around the one path.',
      rooms('doors'),
      [core, rooms('doors', 'application', 'content-types')],
    ),
    {
      name: 'strapi-at-the-edges',
      comment: 'Application, facts and reactions use the types of Strapi; store and doors run it.',
      severity: 'error',
      from: { path: rooms('application', 'facts', 'reactions'), pathNot: isTest },
      to: { path: '(^|/)node_modules/@strapi/|^@strapi/', ...atRunTime },
    },
    {
      name: 'koa-in-doors-only',
      comment: 'ctx ends at the door.',
      severity: 'error',
      from: { path: server, pathNot: rooms('doors') },
      to: { path: '(^|/)node_modules/(@types/)?koa[^/]*/|^koa' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is left over.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [isTest, '\\.d\\.ts$', 'tsconfig[^/]*\\.json$', `${admin}index\\.tsx?$`],
      },
      to: {},
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-package',
      comment: 'What the plugin imports stands in its own package.json, or it breaks elsewhere.',
      severity: 'error',
      from: { path: '^plugins/crm/(core|server|admin)/', pathNot: isTest },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], ...atRunTime },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(plugins/crm/)?(dist|\\.cache)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    // The plugin's package.json is looked at together with the root's, where npm hoists to.
    combinedDependencies: false,
  },
};
