import type { Browser } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
];

let launched: Promise<Browser> | undefined;

/** One browser for all files of a worker: it goes when the worker does. */
export const openChromium = (): Promise<Browser> => (launched ??= launch());

async function launch(): Promise<Browser> {
  // Only here: every journey passes by, and few have a browser.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: process.env['CRM_TEST_CHROMIUM'] ?? '/usr/bin/chromium',
    args: FLAGS,
  });
}
