import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodVectors } from '../../usp/testing/vectors.ts';
import { pcapngPort, PcapngWriter, type PcapngRecord } from './pcapng.ts';

// What is written is judged by Wireshark's own tools.

const records = goodVectors.filter(({ type }) => type === 'Record');
const vector = records.find(({ name }) => name === 'record_no_session') ?? records[0];
const base: PcapngRecord = {
  time: Date.UTC(2026, 10, 26, 10, 0, 0, 123),
  direction: 'out',
  from: 'self::console',
  to: 'os::012345-ABC',
  connection: 'c1',
  connectionName: 'Hall – wss://gateway.example/usp',
  bytes: vector?.bytes ?? new Uint8Array(),
  comment: 'GET Device.',
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'usp-console-pcapng-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function tshark(given: readonly PcapngRecord[], ...args: string[]): string {
  const writer = new PcapngWriter();
  const file = join(folder, 'capture.pcapng');
  writeFileSync(file, Buffer.concat([writer.begin(), ...given.map((record) => writer.record(record))]));
  // Settings of the person who runs the tests have no part in this.
  const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder };
  return execFileSync('tshark', ['-r', file, ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] });
}

const protoFolder = resolve('proto');
const named = [
  '-o',
  `uat:protobuf_search_paths:"${protoFolder}","TRUE"`,
  '-o',
  `uat:protobuf_udp_message_types:"${String(pcapngPort)}","usp_record.Record"`,
];

describe('PcapngWriter', () => {
  it('writes what tshark reads: times, directions, connections, comments, bytes', () => {
    const other = {
      ...base,
      direction: 'in',
      from: base.to,
      to: base.from,
      connection: 'c2',
      connectionName: 'MQTT',
    } as const;
    const later = { ...other, time: base.time + 61_000, comment: 'GET_RESP 7004' };
    const fields = ['frame.time_epoch', 'frame.interface_name', 'frame.comment', 'frame.packet_flags_direction'];
    const rows = tshark([base, later], '-T', 'fields', ...fields.flatMap((field) => ['-e', field]));
    expect(
      rows
        .trim()
        .split('\n')
        .map((row) => row.split('\t')),
    ).toEqual([
      ['1795687200.123000000', base.connectionName, 'GET Device.', '0x00000002'],
      ['1795687261.123000000', 'MQTT', 'GET_RESP 7004', '0x00000001'],
    ]);
  });

  it.each(records)('hands over all bytes of $name', ({ bytes }) => {
    const dump = tshark([{ ...base, bytes }], '-x');
    const hex = dump.replace(/^[0-9a-f]{4} {2}((?:[0-9a-f]{2} ?)+).*$/gm, '$1').replace(/[^0-9a-f]/g, '');
    expect(hex).toContain(Buffer.from(bytes).toString('hex'));
  });

  it('names the fields of a Record with nothing but our schema', () => {
    const shown = tshark([base], ...named, '-V');
    expect(shown).toContain('Message: usp_record.Record');
    expect(shown).toMatch(/to_id = .+ \(string\)/);
    expect(shown).not.toContain('<UNKNOWN>');
  });

  it('names the fields of the Message in it with our script', () => {
    const shown = tshark([base], ...named, '-X', `lua_script:${resolve('tools/wireshark/usp.lua')}`, '-V');
    expect(shown).toContain('Message: usp.Msg');
    expect(shown).toMatch(/param_paths = Device\./);
  });

  it('gives each Endpoint one address, by its name', () => {
    const there = { ...base, direction: 'in', from: base.to, to: base.from } as const;
    const rows = tshark(
      [base, there],
      '-N',
      'n',
      '-T',
      'fields',
      '-e',
      'exported_pdu.ipv4_src',
      '-e',
      '_ws.col.Source',
    );
    const [out, back] = rows
      .trim()
      .split('\n')
      .map((row) => row.split('\t'));
    expect(out?.[1]).toBe('self::console');
    expect(back?.[1]).toBe('os::012345-ABC');
    expect(out?.[0]).not.toBe(back?.[0]);
  });

  it('takes what is no Record, names of any length and no names at all', () => {
    const odd = { ...base, from: '', to: 'x'.repeat(200_000), comment: 'é'.repeat(70_000), bytes: Uint8Array.of(255) };
    const rows = tshark([odd, { ...odd, bytes: new Uint8Array(), comment: '' }], '-T', 'fields', '-e', 'frame.number');
    expect(rows.trim().split('\n')).toEqual(['1', '2']);
  });
});
