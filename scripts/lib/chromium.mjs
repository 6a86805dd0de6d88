import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser for the browser tests: CRM_TEST_CHROMIUM, or one where systems usually put it. */
export const findChromium = () =>
  [process.env.CRM_TEST_CHROMIUM, ...PLACES].find((place) => place && existsSync(place));
