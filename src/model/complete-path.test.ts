import { describe, expect, it } from 'vitest';
import { completePath } from './complete-path.ts';
import { DeviceModel } from './device-model.ts';
import { objectRows } from './object-rows.ts';

function model(): DeviceModel {
  const known = new DeviceModel();
  const object = {
    path: 'Device.WiFi.SSID.{i}.',
    access: 'addDelete',
    isMultiInstance: true,
    params: [{ name: 'SSID', access: 'readWrite', type: 'string', valueChange: 'allowed' }],
    commands: [{ name: 'Scan()', type: 'sync', inputArgs: [], outputArgs: [] }],
    events: [{ name: 'Seen!', args: [] }],
    divergentPaths: [],
    uniqueKeySets: [],
  } as const;
  known.take({ kind: 'GetSupportedDM', results: [{ requestedPath: '', dataModelInstUri: '', objects: [object] }] }, 1);
  known.setValue('Device.WiFi.SSID.1.X_VENDOR_Extra', 'x', 1);
  known.setValue('Device.WiFi.SSID.12.SSID', 'y', 1);
  return known;
}

const known = { isSecret: (path: string) => path.endsWith('Key'), choices: () => ['Both'] };
const complete = (typed: string, limit = 20) =>
  completePath(model(), typed, limit, known).completions.map(({ text }) => text);
const place = (typed: string) => completePath(model(), typed, 20, known).place;

describe('completePath', () => {
  it('goes on from what is typed, in any case, with rows that exist', () => {
    expect(complete('Dev')).toEqual(['Device.']);
    expect(complete('Device.wi')).toEqual(['Device.WiFi.']);
    expect(complete('Device.WiFi.SSID.1')).toEqual(['Device.WiFi.SSID.1.', 'Device.WiFi.SSID.12.']);
    expect(complete('Device.WiFi.SSID.12.s')).toEqual([
      'Device.WiFi.SSID.12.SSID',
      'Device.WiFi.SSID.12.Scan()',
      'Device.WiFi.SSID.12.Seen!',
    ]);
  });

  it('says nothing where nothing fits, and never more than asked for', () => {
    expect(complete('__proto__.')).toEqual([]);
    expect(complete('Device.WiFi.SSID.', 1)).toHaveLength(1);
  });

  it('offers the rows of a table that lies in a row, and looks at so many of a long one', () => {
    const long = model();
    long.setValue('Device.WiFi.SSID.12.X_Peer.3.Name', 'a', 1);
    const texts = (typed: string) => completePath(long, typed, 5_000, known).completions.map(({ text }) => text);
    expect(texts('Device.WiFi.SSID.12.X_Peer.3')).toEqual(['Device.WiFi.SSID.12.X_Peer.3.']);
    for (let row = 1; row <= 3_000; row += 1) long.addRow(`Device.WiFi.SSID.12.X_Peer.${row}.`, []);
    expect(texts('Device.WiFi.SSID.12.X_Peer.')).toHaveLength(2 + 2_000);
  });

  it('offers all rows and a condition in a table, and goes on behind them', () => {
    expect(complete('Device.WiFi.SSID.').slice(0, 2)).toEqual(['Device.WiFi.SSID.*.', 'Device.WiFi.SSID.[']);
    expect(complete('Device.WiFi.SSID.*.ss')).toEqual(['Device.WiFi.SSID.*.SSID']);
    expect(complete('Device.WiFi.SSID.[SSID=="a.b]"].ss')).toEqual(['Device.WiFi.SSID.[SSID=="a.b]"].SSID']);
  });

  it('leads through a condition: parameter, operator, value, and what comes then [R-ARC.9b]', () => {
    const open = 'Device.WiFi.SSID.[';
    expect(place(open)).toBe('param');
    expect(complete(open)).toContain(`${open}SSID`);
    expect(place(`${open}SSID`)).toBe('operator');
    expect(complete(`${open}SSID`)).toContain(`${open}SSID==`);
    expect(complete(`${open}SSID`)).not.toContain(`${open}SSID<`);
    expect(place(`${open}SSID == `)).toBe('value');
    // None of what is offered has white space around an operator.
    expect(complete(`${open}SSID == `)).toEqual([`${open}SSID=="y"`, `${open}SSID=="Both"`]);
    expect(place(`${open}SSID=="y"`)).toBe('after-value');
    expect(complete(`${open}SSID=="y"`)).toEqual([`${open}SSID=="y"].`, `${open}SSID=="y"&&`]);
    expect(complete(`${open}SSID=="y"&&S`)).toContain(`${open}SSID=="y"&&SSID`);
  });

  it('offers no value of a secret', () => {
    expect(complete('Device.WiFi.SSID.[Key==')).toEqual([]);
  });
});

describe('objectRows', () => {
  it('shows what the device supports and what it only told, under headings', () => {
    const keys = objectRows(model(), 'Device.WiFi.SSID.1.').map((row) => row.key);
    expect(keys).toEqual([
      '# Parameters',
      'Device.WiFi.SSID.1.SSID',
      'Device.WiFi.SSID.1.X_VENDOR_Extra',
      '# Commands',
      'Device.WiFi.SSID.1.Scan()',
      '# Events',
      'Device.WiFi.SSID.1.Seen!',
    ]);
    expect(objectRows(model(), 'Device.WiFi.SSID.1.', 'extra').map((row) => row.key)).toEqual([
      '# Parameters',
      'Device.WiFi.SSID.1.X_VENDOR_Extra',
    ]);
  });
});
