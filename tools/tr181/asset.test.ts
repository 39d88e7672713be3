import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ValueFacts } from '../../src/model/tr181/facts.ts';
import { readTable } from '../../src/model/tr181/read-table.ts';
import { shippedModel } from '../../src/model/tr181/shipped.ts';
import { makeAsset } from './asset.ts';
import { assetFolder, factsFile, noticeFile } from './places.ts';
import { rawArguments, rawObject, rawSpec } from './raw-facts.ts';

type Raw = Readonly<Record<string, unknown>>;
interface RawFacts {
  readonly meta: Raw & { readonly counts: Readonly<Record<string, number>> };
  readonly types: Readonly<Record<string, Raw>>;
  readonly enums: readonly unknown[];
  readonly specs: readonly Raw[];
  readonly objects: Readonly<Record<string, Raw>>;
}

const factsText = readFileSync(factsFile, 'utf8');
const facts = JSON.parse(factsText) as RawFacts;
const asset = makeAsset(factsText);
const shipped = readFileSync(`${assetFolder}/${asset.name}`, 'utf8');
const table = readTable(JSON.parse(shipped));

/** The fields of a raw thing by name, as a plain list that compares well. */
const entriesOf = (raw: unknown): [string, unknown][] => Object.entries((raw ?? {}) as Raw);

describe('the asset of TR-181', () => {
  it('is what the tool makes of the facts: run npm run tr181', () => {
    expect(shipped).toBe(asset.text);
  });

  it('lies where the page looks for it', () => {
    expect(`public/${shippedModel.path}`).toBe(`${assetFolder}/${asset.name}`);
  });

  it('has the forum’s notice beside it', () => {
    const notice = readFileSync(`${assetFolder}/LICENSE-BBF.txt`, 'utf8');
    expect(notice).toBe(readFileSync(noticeFile, 'utf8'));
    expect(notice).toContain('Broadband Forum');
    expect(notice).toContain('Redistributions in binary form must reproduce the above');
  });

  it('stays within its budget of bytes', () => {
    expect(gzipSync(shipped, { level: 9 }).length).toBeLessThan(100_000);
    expect(brotliCompressSync(shipped).length).toBeLessThan(80_000);
    expect(Buffer.byteLength(shipped)).toBeLessThan(450_000);
  });

  it('holds every table of the facts as it is', () => {
    const { meta: _, ...tables } = facts;
    expect(JSON.parse(shipped)).toEqual({
      form: 1,
      name: facts.meta['name'],
      version: '2.19.1',
      model: 'Device:2.19',
      source: facts.meta['source'],
      ...tables,
    });
  });

  it('stops at a key or a value that the page could not read', () => {
    const withSpec = (spec: Raw): string => JSON.stringify({ ...facts, specs: [spec, ...facts.specs.slice(1)] });
    expect(() => makeAsset(withSpec({ t: 'string', zz: 1 }))).toThrow('specs[0] has "zz"');
    expect(() => makeAsset(withSpec({ t: 'float' }))).toThrow('specs[0].t is "float"');
    expect(() => makeAsset(withSpec({ t: 'int', rg: [[0, 2 ** 64]] }))).toThrow('specs[0].rg is no bound');
    expect(() => makeAsset(withSpec({ t: 'string', e: 9999 }))).toThrow('specs[0].e names no enumeration');
    expect(() => makeAsset(withSpec({ t: 'string', st: 'gone' }))).toThrow('specs[0].st is "gone"');
  });
});

describe('the table that the page reads', () => {
  it('has every object with all that is said of it', () => {
    expect([...table.objects.keys()]).toEqual(Object.keys(facts.objects));
    for (const [path, raw] of Object.entries(facts.objects)) {
      const { P: _p, C: _c, E: _e, ...own } = raw;
      const object = table.objects.get(path);
      expect(object && { path: object.path, ...rawObject(object) }).toEqual({ path, ...own });
    }
  });

  it('has every parameter, in order, with all that is said of it', () => {
    let count = 0;
    for (const [path, raw] of Object.entries(facts.objects)) {
      const params: ReadonlyMap<string, ValueFacts> = table.objects.get(path)?.params ?? new Map<string, ValueFacts>();
      expect([...params.keys()]).toEqual(entriesOf(raw['P']).map(([name]) => name));
      for (const [name, index] of entriesOf(raw['P'])) {
        expect(rawSpec(params.get(name), facts.enums)).toEqual(facts.specs[index as number]);
        count += 1;
      }
    }
    expect(count).toBe(facts.meta.counts['parameters']);
  });

  it('has every command and event with its arguments, nested ones too', () => {
    const counts = { commands: 0, events: 0, input: 0, output: 0, args: 0 };
    for (const [path, raw] of Object.entries(facts.objects)) {
      const object = table.objects.get(path);
      for (const [name, command] of entriesOf(raw['C'])) {
        const { as, i, o, io, oo, st, v } = command as Raw;
        const read = object?.commands.get(name);
        expect([read?.name, read?.async, read?.status, read?.since]).toEqual([name, as === 1, st ?? 'current', v]);
        expect(rawArguments(read?.input, facts.enums)).toEqual(expected(i, io));
        expect(rawArguments(read?.output, facts.enums)).toEqual(expected(o, oo));
        counts.commands += 1;
        counts.input += read?.input.values.size ?? 0;
        counts.output += read?.output.values.size ?? 0;
      }
      for (const [name, event] of entriesOf(raw['E'])) {
        const { i, io, st, v } = event as Raw;
        const read = object?.events.get(name);
        expect([read?.name, read?.status, read?.since]).toEqual([name, st ?? 'current', v]);
        expect(rawArguments(read?.args, facts.enums)).toEqual(expected(i, io));
        counts.events += 1;
        counts.args += read?.args.values.size ?? 0;
      }
    }
    expect([counts.commands, counts.events]).toEqual([facts.meta.counts['commands'], facts.meta.counts['events']]);
    expect([counts.input, counts.output, counts.args]).toEqual([
      facts.meta.counts['input arguments'],
      facts.meta.counts['output arguments'],
      facts.meta.counts['event arguments'],
    ]);
  });

  it('shares what is the same: no more facts in memory than specs', () => {
    const held = new Set<unknown>();
    for (const object of table.objects.values()) {
      for (const value of object.params.values()) held.add(value);
      for (const command of object.commands.values()) {
        for (const args of [command.input, command.output]) for (const value of args.values.values()) held.add(value);
      }
      for (const event of object.events.values()) for (const value of event.args.values.values()) held.add(value);
    }
    expect(held.size).toBeLessThanOrEqual(facts.specs.length);
  });

  it('has every named type', () => {
    expect([...table.types.keys()]).toEqual(Object.keys(facts.types));
    for (const [name, raw] of Object.entries(facts.types)) {
      const { b, ...own } = raw;
      const type = table.types.get(name);
      expect(type?.base).toBe(b);
      expect(type && rawSpec({ ...type, ...plain }, facts.enums)).toEqual(own);
    }
  });
});

/** What a named type does not say. */
const plain = {
  access: 'readOnly',
  mandatory: false,
  hidden: false,
  secured: false,
  startsAction: false,
  status: 'current',
} as const;

function expected(values: unknown, objects: unknown): unknown {
  return {
    values: entriesOf(values).map(([name, index]) => [name, facts.specs[index as number]]),
    objects: entriesOf(objects),
  };
}
