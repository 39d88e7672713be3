import { afterEach, describe, expect, it } from 'vitest';
import { ScriptedDevice, supportedObject } from '../../../tools/testing/scripted-device.ts';
import { plain, ScriptedWorker, type Script } from '../../../tools/testing/scripted-worker.ts';
import { DeviceModel } from '../../model/device-model.ts';
import { UspClient } from '../../worker/client.ts';
import { DeviceLoader } from './device-loader.svelte.ts';
import { DeviceSweep } from './device-sweep.svelte.ts';

const hosts = 'Device.Hosts.Host.';
const clients: UspClient[] = [];

function home(): ScriptedDevice {
  const device = new ScriptedDevice();
  device.supported.push(
    supportedObject('Device.', []),
    supportedObject('Device.Hosts.', [['HostNumberOfEntries']]),
    supportedObject('Device.Hosts.Host.{i}.', [['HostName']]),
    supportedObject('Device.Time.', [['Enable']]),
  );
  device.put('Device.', {});
  device.put('Device.Hosts.', { HostNumberOfEntries: '2' });
  for (const row of [1, 2]) device.put(`${hosts}${row}.`, { HostName: `host ${row}` });
  device.put('Device.Time.', { Enable: 'true' });
  return device;
}

function sweepOn(script: Script) {
  const worker = new ScriptedWorker(script);
  const client = new UspClient(() => worker);
  clients.push(client);
  const model = new DeviceModel();
  model.recall(home().supported);
  return { sweep: new DeviceSweep(new DeviceLoader(client, 'device', model), model), model, worker };
}

afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

describe('everything below an object', () => {
  it('is read with one Get where the device can', async () => {
    const { sweep, model, worker } = sweepOn(home().answer);
    await sweep.readBelow('Device.');
    expect(sweep.walk.phase).toBe('done');
    expect(worker.requests).toEqual([{ kind: 'Get', paths: ['Device.'], maxDepth: 0 }]);
    expect(sweep.found).toBe(4);
    expect(model.text(`${hosts}2.HostName`)).toBe('host 2');
    expect(model.object('Device.Time.')?.readAt).toBeGreaterThan(0);
  });

  it('is read in parts where that is too much: down to the rows of a table, past what is refused', async () => {
    const { answer } = home();
    const { sweep, model } = sweepOn((request) => {
      if (request.kind !== 'Get') return answer(request);
      if (request.paths.some((path) => path.startsWith('Device.Time.'))) {
        return plain({ code: 7006, message: 'Permission denied.' });
      }
      const large = request.maxDepth === 0 && request.paths.some((path) => !/\d\.$/.test(path));
      return large ? plain({ code: 7005, message: 'Resources exceeded.' }) : answer(request);
    });
    await sweep.readBelow('Device.');
    expect(sweep.walk.phase).toBe('done');
    expect(model.text(`${hosts}1.HostName`)).toBe('host 1');
    expect(model.text('Device.Hosts.HostNumberOfEntries')).toBe('2');
    expect([...sweep.walk.refused.keys()]).toEqual(['Device.Time.']);
    expect(sweep.refusedAt('Device.Time.')?.code).toBe(7006);
    expect(sweep.refusedAt('Device.Hosts.')).toBeUndefined();
    expect(sweep.walk.done).toBe(sweep.walk.known);
  });

  it('can be stopped, and gone on with', async () => {
    let answering = false;
    const { answer } = home();
    const { sweep, model } = sweepOn((request) => (answering ? answer(request) : undefined));
    const reading = sweep.readBelow(hosts);
    sweep.walk.stop();
    await reading;
    expect(sweep.walk.phase).toBe('stopped');
    expect(sweep.walk.unfinished).toBe(true);
    answering = true;
    await sweep.walk.goOn();
    expect(sweep.walk.phase).toBe('done');
    expect(model.text(`${hosts}1.HostName`)).toBe('host 1');
  });
});

describe('the rows of all tables', () => {
  it('are listed, with those that are gone taken away', async () => {
    const { sweep, model, worker } = sweepOn(home().answer);
    model.addRow(`${hosts}9.`, []);
    await sweep.listRows();
    expect(sweep.walk.phase).toBe('done');
    expect([...(model.table(hosts)?.rows ?? [])]).toEqual([`${hosts}1.`, `${hosts}2.`]);
    expect(worker.requests).toEqual([{ kind: 'GetInstances', paths: [hosts], firstLevelOnly: false }]);
    expect(sweep.found).toBe(2);
  });

  it('of a table that is refused are told with the reason', async () => {
    const { sweep } = sweepOn((request) =>
      request.kind === 'GetInstances'
        ? {
            kind: 'GetInstances',
            results: request.paths.map((path) => ({
              requestedPath: path,
              error: { code: 7006, message: 'not for you' },
              instances: [],
            })),
          }
        : undefined,
    );
    await sweep.listRows();
    expect(sweep.walk.phase).toBe('done');
    expect(sweep.walk.refused.get(hosts)?.message).toContain('not for you');
  });
});
