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
        testPathIgnorePatterns: ['/node_modules/', ...ignoresBrowser],
      },
    ],
  };
};
