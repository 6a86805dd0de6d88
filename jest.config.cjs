// Two kinds of tests: `unit` are the rules beside their code, `journeys` speak to the real app.
// `npm test` runs both on everything the machine has; this file serves `npx jest` as well.

const swc = (parser) => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', ...parser },
      target: 'es2022',
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
  },
];

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '\\.ts$': swc({}), '\\.tsx$': swc({ tsx: true }) },
  // Copies of the plugin's package.json would be taken for the package itself.
  modulePathIgnorePatterns: ['/dist/', '/\\.tmp/', '/\\.cache/', '/\\.strapi/'].map(
    (folder) => `<rootDir>.*${folder}`,
  ),
};

/*
 * Every journey runs on SQLite. What is above the store is not proven again on the servers: descriptions, what
 * the panel is told, mails, and who may do what in each of hundreds of cases. Of the rest PostgreSQL has all,
 * MariaDB what is about its own SQL: the statements beneath the others are the same. CRM_TEST_EVERYTHING=1 runs
 * all of it everywhere, which takes an hour.
 */
const SQLITE_ALONE = [
  'access-matrix',
  'calendar-feed',
  'content-manager',
  'demo',
  'docs',
  'drain',
  'openapi',
  'panel-form',
  'portal-invitation',
  'processes',
  'saved-views',
  'settings',
];
const NOT_ON_MARIADB = [
  'access',
  'bad-input',
  'bulk-crash',
  'calendar',
  'close-requests',
  'dropdown-usage',
  'dropdowns',
  'due',
  'notifications',
  'outbox',
  'property',
];
const PROVEN_ELSEWHERE = {
  sqlite: [],
  postgres: SQLITE_ALONE,
  mysql: [...SQLITE_ALONE, ...NOT_ON_MARIADB],
};

const provenElsewhere = () => {
  const { CRM_TEST_DATABASE = 'sqlite', CRM_TEST_EVERYTHING } = process.env;
  if (CRM_TEST_EVERYTHING === '1') return [];
  return PROVEN_ELSEWHERE[CRM_TEST_DATABASE].map((name) => `<rootDir>/tests/${name}\\.test\\.ts$`);
};

module.exports = async () => {
  const { throwAwayEnvironment } = await import('./scripts/lib/environment.mjs');
  // Workers inherit it. What the caller has set wins.
  for (const [name, value] of Object.entries(throwAwayEnvironment())) process.env[name] ??= value;
  const ignoresBrowser = process.env.CRM_TEST_CHROMIUM ? [] : ['<rootDir>/tests/browser/'];

  return {
    testTimeout: 120_000,
    projects: [
      {
        ...shared,
        displayName: 'unit',
        testMatch: ['<rootDir>/plugins/crm/{core,server/src,admin/src}/**/*.test.ts'],
      },
      {
        ...shared,
        displayName: 'journeys',
        testEnvironment: '<rootDir>/tests/support/room.ts',
        globalSetup: '<rootDir>/tests/support/template.ts',
        globalTeardown: '<rootDir>/tests/support/drop-template.ts',
        // Strapi keeps itself in a global, and still reads it while it shuts down.
        testEnvironmentOptions: { globalsCleanup: 'off' },
        testMatch: ['<rootDir>/tests/**/*.test.ts'],
        testPathIgnorePatterns: ['/node_modules/', ...ignoresBrowser, ...provenElsewhere()],
      },
    ],
  };
};
