/** The demo device's data model, held against the facts of TR-181 entry by entry. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deviceSchema } from '../../src/demo/schema/device-schema.ts';
import type { ValueSpec } from '../../src/demo/schema/types.ts';

interface Spec {
  readonly t: string;
  readonly a?: 'rw' | 'wo';
  readonly l?: 1 | { readonly mn?: number; readonly mx?: number; readonly sz?: unknown };
  readonly m?: 1;
  readonly sz?: unknown;
  readonly rg?: readonly (readonly (number | null)[])[];
  readonly e?: number;
  readonly pt?: readonly string[];
  readonly df?: readonly [kind: string, value: string];
  readonly pr?: { readonly r: string; readonly t?: string; readonly in?: readonly string[] };
  readonly er?: { readonly p: string; readonly nv?: string };
  readonly sec?: 1;
  readonly hid?: 1;
  readonly st?: string;
}
interface Arguments {
  readonly [name: string]: number;
}
interface ObjectFacts {
  readonly a?: 'rw';
  readonly n: readonly [number, number | null];
  readonly ne?: string;
  readonly en?: string;
  readonly dp?: string;
  readonly k?: readonly (readonly [functional: 0 | 1, ...params: string[]])[];
  readonly P?: Arguments;
  readonly C?: { readonly [name: string]: { readonly as?: 1; readonly i?: Arguments; readonly o?: Arguments } };
  readonly E?: { readonly [name: string]: { readonly i?: Arguments } };
}

// Another step's asset test checks the file itself; here it is taken as it is.
const facts = JSON.parse(readFileSync('tools/tr181/tr-181-2.19.1-usp.json', 'utf8')) as {
  readonly objects: { readonly [path: string]: ObjectFacts };
  readonly specs: readonly Spec[];
  readonly enums: readonly (readonly (string | readonly [string, { readonly st?: string }])[])[];
};

/** Choices of an enumeration that are still in use. */
function choices(index: number | undefined): string[] | undefined {
  if (index === undefined) return undefined;
  return (facts.enums[index] ?? []).flatMap((choice) => {
    if (typeof choice === 'string') return [choice];
    return choice[1].st === undefined ? [choice[0]] : [];
  });
}

function describeFacts(spec: Spec) {
  const list = spec.l === 1 ? {} : spec.l;
  return {
    type: spec.t,
    sizes: spec.sz,
    ranges: spec.rg,
    enumeration: choices(spec.e),
    patterns: spec.pt,
    list: list && {
      minItems: list.mn ?? null,
      maxItems: list.mx ?? null,
      ...(list.sz !== undefined && { sizes: list.sz }),
    },
    secret: spec.sec === 1 || spec.hid === 1,
    reference: spec.pr && { strength: spec.pr.r, to: spec.pr.t ?? 'row', targets: spec.pr.in ?? [] },
    allowedBy: spec.er && { path: spec.er.p, ...(spec.er.nv !== undefined && { also: spec.er.nv }) },
  };
}

function describeSpec({ type, facets, secret, reference, allowedBy }: ValueSpec) {
  const { sizes, ranges, enumeration, patterns, list } = facets;
  return { type, sizes, ranges, enumeration, patterns, list, secret, reference, allowedBy };
}

const objects = [...deviceSchema().objects.values()];
const specAt = (index: number | undefined): Spec => {
  const spec = index === undefined ? undefined : facts.specs[index];
  if (!spec) throw new Error('TR-181 has no such parameter');
  return spec;
};

describe('the demo device is true to TR-181 2.19', () => {
  it.each(objects.map((object) => [object.path, object] as const))('%s', (path, object) => {
    const book = facts.objects[path];
    if (!book) throw new Error('TR-181 has no such object');
    expect(object.writable).toBe(book.a === 'rw');
    if (object.isTable) {
      expect([object.minEntries, object.maxEntries ?? null]).toEqual(book.n);
      expect([object.countParam, object.enableParam]).toEqual([book.ne, book.en]);
      expect(object.keys.map(({ functional, params }) => [functional ? 1 : 0, ...params])).toEqual(book.k ?? []);
    }
    expect(object.when).toBe(book.dp);
    for (const param of object.params.values()) {
      const spec = specAt(book.P?.[param.name]);
      expect(describeSpec(param.spec), param.name).toEqual(describeFacts(spec));
      expect(param.access, param.name).toBe({ rw: 'rw', wo: 'once', none: 'ro' }[spec.a ?? 'none']);
      expect(spec.st, param.name).toBeUndefined();
      const ofCreation = spec.df?.[0] === 'o' ? spec.df[1].replace(/^\[(.*)\]$/, '$1') : undefined;
      expect(param.spec.defaultValue, param.name).toBe(ofCreation);
    }
    for (const { name, async, input, output } of object.commands.values()) {
      const command = book.C?.[name];
      expect(async, name).toBe(command?.as === 1);
      for (const [args, known] of [[input, command?.i] as const, [output, command?.o] as const]) {
        const current = Object.entries(known ?? {}).filter(([, index]) => specAt(index).st === undefined);
        expect(
          args.map((arg) => arg.name),
          name,
        ).toEqual(current.map(([arg]) => arg));
        for (const arg of args) {
          const spec = specAt(known?.[arg.name]);
          expect(describeSpec(arg.spec), `${name} ${arg.name}`).toEqual(describeFacts(spec));
          if (args === input) expect(arg.mandatory, `${name} ${arg.name}`).toBe(spec.m === 1);
        }
      }
    }
    for (const { name, args } of object.events.values())
      expect(args, name).toEqual(Object.keys(book.E?.[name]?.i ?? {}));
  });
});
