import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SupportedModel } from '../model/supported-model.ts';
import { DeviceSecrets } from './device-secrets.ts';
import { Router } from './router.svelte.ts';

const secrets = new DeviceSecrets(() => new SupportedModel());
const table = 'Device.Users.User.';
const secret = `${table}[Password=="hunter2"].Username`;
const at = (path: string) => ({ at: 'device', device: 'd', place: 'model', path }) as const;
const above = `#/device/d/model/${table}`;
let address: string;

function router(): Router {
  const made = new Router();
  made.shownPath = (_device, path) => secrets.shownPath(path);
  return made;
}

/** Resolves when the browser has gone there. */
async function step(by: -1 | 1): Promise<void> {
  const gone = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
  history.go(by);
  await gone;
}

beforeEach(() => {
  address = location.href;
  history.replaceState(null, '', '#/');
});
afterEach(() => history.replaceState(null, '', address));

describe('a path that compares a secret', () => {
  it('is opened, and in the address stands the object above', () => {
    const one = router();
    one.go(at(secret));
    expect(one.route).toEqual(at(secret));
    expect(location.hash).toBe(above);
    expect(JSON.stringify(history.state)).not.toContain('hunter2');
  });

  it('is there on the way back and forward, also between places of one address', async () => {
    const one = router();
    const other = at(`${table}[Password=="hunter3"].`);
    one.go({ at: 'wire' });
    one.go(at(secret));
    one.go(other);
    one.go(at(table));
    const length = history.length;
    // Where one is already is no step.
    one.go(at(table));
    expect(history.length).toBe(length);
    await step(-1);
    expect(one.route).toEqual(other);
    one.go(other);
    await step(-1);
    expect(one.route).toEqual(at(secret));
    await step(-1);
    expect(one.route).toEqual({ at: 'wire' });
    await step(1);
    expect(one.route).toEqual(at(secret));
    expect(location.hash).toBe(above);
  });

  it('leaves the address in which it came', () => {
    history.replaceState(null, '', `#/device/d/model/${encodeURIComponent(secret)}`);
    const one = router();
    one.read();
    expect(one.route).toEqual(at(secret));
    expect(location.hash).toBe(above);
  });

  it('is after a reload the object above', () => {
    router().go(at(secret));
    const after = router();
    after.read();
    expect(after.route).toEqual(at(table));
  });
});
