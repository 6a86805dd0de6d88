import { TestEnvironment } from 'jest-environment-node';
import { openChromium as open } from '../browser/support/chromium';
import { holdToContract as hold } from './contract';
import { createOutside as create } from './outside';

declare global {
  // oxlint-disable no-var -- only a `var` is seen as part of globalThis
  var createOutside: typeof create;
  var holdToContract: typeof hold;
  var openChromium: typeof open;
  // oxlint-enable no-var
}

/** The room that Jest makes for each test file, with a hatch to what its worker keeps outside. */
export default class Room extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, {
      createOutside: create,
      // It compiles what it holds replies to: once for a worker, not for each file.
      holdToContract: hold,
      openChromium: open,
      // A date that a test hands to the application is one there, too.
      Date,
    });
  }
}
