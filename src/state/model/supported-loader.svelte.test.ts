import { afterEach, describe, expect, it } from 'vitest';
import type { SupportedObject, UspAnswer } from '../../usp/message/answer-types.ts';
import type { GetSupportedDMRequest } from '../../usp/message/request-types.ts';
import { supportedObject } from '../../../tools/testing/scripted-device.ts';
import { plain, ScriptedWorker, type Script } from '../../../tools/testing/scripted-worker.ts';
import { DeviceModel } from '../../model/device-model.ts';
import { UspClient } from '../../worker/client.ts';
import { DeviceLoader } from './device-loader.svelte.ts';
import { SupportedLoader } from './supported-loader.svelte.ts';

const objects = [
  supportedObject('Device.', []),
  supportedObject('Device.WiFi.', []),
  supportedObject('Device.WiFi.SSID.{i}.', [['SSID']]),
  supportedObject('Device.WiFi.SSID.{i}.Stats.', [['BytesSent']]),
  supportedObject('Device.Time.', [['Enable']]),
];
const allPaths = objects.map(({ path }) => path).sort();

/** As an Agent would: of the first level, children are named without what is in them. */
function described(path: string, firstLevelOnly: boolean): SupportedObject[] {
  const below = objects.filter((object) => object.path.startsWith(path));
  if (!firstLevelOnly) return below;
  const levels = (text: string) => text.replace('.{i}', '').split('.').length;
  return below
    .filter((object) => levels(object.path) <= levels(path) + 1)
    .map((object) => (object.path === path ? object : supportedObject(object.path, [])));
}

function answer(request: GetSupportedDMRequest, change: (path: string, found: SupportedObject[]) => SupportedObject[]) {
  return {
    kind: 'GetSupportedDM' as const,
    results: request.paths.map((path) => ({
      requestedPath: path,
      dataModelInstUri: '',
      objects: change(path, described(path, request.firstLevelOnly ?? false)),
    })),
  };
}

type Reply = UspAnswer | ReturnType<typeof plain> | undefined;
const clients: UspClient[] = [];

function loaderOn(reply: (request: GetSupportedDMRequest) => Reply) {
  const script: Script = (request) => (request.kind === 'GetSupportedDM' ? reply(request) : undefined);
  const worker = new ScriptedWorker(script);
  const client = new UspClient(() => worker);
  clients.push(client);
  const model = new DeviceModel();
  const loader = new SupportedLoader(new DeviceLoader(client, 'device', model), model);
  const asked = () => worker.requests as GetSupportedDMRequest[];
  return { loader, model, asked, paths: () => [...model.supported.nodes()].map(({ path }) => path).sort() };
}

const whole = (request: GetSupportedDMRequest) => answer(request, (_, found) => found);
const isWhole = (request: GetSupportedDMRequest) => !request.firstLevelOnly;

afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

describe('the supported data model', () => {
  it('is read with one request where the device can', async () => {
    const { loader, asked, paths } = loaderOn(whole);
    await loader.load();
    expect(loader.phase).toBe('done');
    expect(asked().length).toBe(1);
    expect(paths()).toEqual(allPaths);
    await loader.load();
    expect(asked().length).toBe(1);
  });

  it.each([
    ['resources exceeded', plain({ code: 7005, message: 'Resources exceeded' })],
    ['no answer in time', plain({ origin: 'local', reason: 'timeout' })],
    ['an answer that can’t be read', plain({ origin: 'remote', reason: 'malformed-answer' })],
  ])('is walked in parts on %s, and counted', async (_, error) => {
    const { loader, paths, model } = loaderOn((request) => (isWhole(request) ? error : whole(request)));
    await loader.load();
    expect(loader.phase).toBe('done');
    expect(paths()).toEqual(allPaths);
    expect(model.supported.param('Device.WiFi.SSID.1.Stats.BytesSent')).toBeDefined();
    expect(loader.walk.inParts).toBe(true);
    expect([loader.walk.done, loader.walk.known, loader.objects]).toEqual([5, 5, 5]);
  });

  it('has places that the device refuses: said where they are, with the reason; the rest stands', async () => {
    const { loader, paths } = loaderOn((request) => {
      if (isWhole(request)) return plain({ code: 7005 });
      const results = whole(request).results.map((result) =>
        result.requestedPath === 'Device.WiFi.'
          ? { ...result, objects: [], error: { code: 7006, message: 'not for you' } }
          : result,
      );
      return { kind: 'GetSupportedDM', results };
    });
    await loader.load();
    expect(loader.phase).toBe('done');
    expect(loader.refusedAt('Device.WiFi.SSID.3.')?.message).toContain('not for you');
    expect(loader.refusedAt('Device.WiFi.')?.code).toBe(7006);
    expect(loader.refusedAt('Device.Time.')).toBeUndefined();
    expect(paths()).toEqual(['Device.', 'Device.Time.', 'Device.WiFi.']);
  });

  it('is asked one by one where one of several brings all down', async () => {
    const { loader, asked } = loaderOn((request) =>
      isWhole(request) || request.paths.includes('Device.Time.') ? plain({ code: 7003 }) : whole(request),
    );
    await loader.load();
    expect(loader.phase).toBe('done');
    expect([...loader.walk.refused.keys()]).toEqual(['Device.Time.']);
    expect(asked().filter(({ paths }) => paths.includes('Device.Time.')).length).toBe(2);
  });

  it('is completed where the answer is half: levels left out, objects only named, results missing', async () => {
    const { loader, paths, model } = loaderOn((request) => {
      if (isWhole(request)) {
        // The table is only named, and the object above it is not there at all.
        return answer(request, (_, found) =>
          found
            .filter(({ path }) => path !== 'Device.WiFi.' && !path.endsWith('Stats.'))
            .map((object) => (object.path.endsWith('{i}.') ? supportedObject(object.path, []) : object)),
        );
      }
      const { kind, results } = whole(request);
      return { kind, results: results.slice(0, 1) };
    });
    await loader.load();
    expect(loader.phase).toBe('done');
    expect(paths()).toEqual(allPaths);
    expect(model.supported.param('Device.WiFi.SSID.1.SSID')).toBeDefined();
    expect(model.supported.param('Device.WiFi.SSID.1.Stats.BytesSent')).toBeDefined();
    expect(loader.walk.refused.size).toBe(0);
  });

  it('is not waited for without end: a silent device ends it, and it goes on from there', async () => {
    let silent = true;
    const { loader, asked, paths } = loaderOn((request) => {
      if (isWhole(request)) return plain({ code: 7005 });
      const tooLate = silent && !request.paths.includes('Device.');
      return tooLate ? plain({ origin: 'local', reason: 'timeout', message: 'No answer.' }) : whole(request);
    });
    await loader.load();
    expect(loader.phase).toBe('failed');
    expect(loader.error?.reason).toBe('timeout');
    expect(asked().length).toBe(5);
    silent = false;
    await loader.goOn();
    expect(loader.phase).toBe('done');
    expect(paths()).toEqual(allPaths);
    expect(asked().filter((request) => request.paths.includes('Device.')).length).toBe(2);
  });

  it('can be stopped, and goes on in smaller parts', async () => {
    const { loader, asked, paths } = loaderOn((request) => (isWhole(request) ? undefined : whole(request)));
    const loading = loader.load();
    loader.stop();
    await loading;
    expect(loader.phase).toBe('stopped');
    await loader.goOn();
    expect(loader.phase).toBe('done');
    expect(asked().filter(isWhole).length).toBe(1);
    expect(paths()).toEqual(allPaths);
  });

  it('that names ever deeper objects ends where the model does', async () => {
    const { loader, model } = loaderOn((request) =>
      isWhole(request)
        ? plain({ code: 7005 })
        : {
            kind: 'GetSupportedDM',
            results: request.paths.map((path) => ({
              requestedPath: path,
              dataModelInstUri: '',
              objects: [supportedObject(path, []), supportedObject(`${path}Deeper.`, [])],
            })),
          },
    );
    await loader.load();
    expect(loader.phase).toBe('done');
    expect(model.supported.size).toBeLessThan(60);
  });

  it('of a device that refuses the first question is said to have failed', async () => {
    const { loader } = loaderOn(() => plain({ code: 7006, message: 'Permission denied.' }));
    await loader.load();
    expect(loader.phase).toBe('failed');
    expect(loader.error?.code).toBe(7006);
  });
});
