import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where systems put it that do not put it on the PATH. */
const ELSEWHERE = [
  ...NAMES.map((name) => join('/usr/bin', name)),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser for the browser tests: CRM_TEST_CHROMIUM, one on the PATH, or where systems usually put it. */
export const findChromium = () =>
  [process.env.CRM_TEST_CHROMIUM, ...onPath(), ...ELSEWHERE].find(
    (place) => place && existsSync(place),
  );

const onPath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
