/** What is kept of a device for the next visit, and how it is read back: like anything from outside. */
import * as v from 'valibot';
import type { SupportedObject } from '../../usp/message/answer-types.ts';
import type { NameValue } from '../../usp/message/request-types.ts';
import { supportedObjectsSchema } from '../model/supported-schema.ts';

/** What a supported data model belongs to: another firmware may support other things. */
export interface Firmware {
  /** Endpoint ID of the Agent. */
  readonly agent: string;
  readonly manufacturer: string;
  /** Its ProductClass, else its ModelName; empty: it tells neither. */
  readonly product: string;
  readonly version: string;
}

/** One kept supported data model, without the model itself: small enough to list all of them. */
export interface KeptFacts extends Firmware {
  readonly id: string;
  /** When it was last read from the device. Milliseconds since the epoch. */
  readonly keptAt: number;
  readonly objects: number;
  readonly params: number;
  /** What it takes in the store, about. */
  readonly bytes: number;
}

/** Rows of one table, with the unique keys that may be seen. Values are never kept: there are secrets among them. */
export interface KeptTable {
  readonly path: string;
  readonly rows: readonly { readonly path: string; readonly uniqueKeys: readonly NameValue[] }[];
}

/** The key that it is kept under. */
export function firmwareId({ agent, product, version }: Firmware): string {
  return JSON.stringify([agent, product, version]);
}

const count = v.pipe(v.number(), v.minValue(0));

const keptFacts = v.object({
  id: v.string(),
  agent: v.string(),
  manufacturer: v.string(),
  product: v.string(),
  version: v.string(),
  keptAt: count,
  objects: count,
  params: count,
  bytes: count,
});

const keptTables = v.array(
  v.object({
    path: v.string(),
    rows: v.array(v.object({ path: v.string(), uniqueKeys: v.array(v.tuple([v.string(), v.string()])) })),
  }),
);

export function readKeptFacts(raw: unknown): KeptFacts | undefined {
  const result = v.safeParse(keptFacts, raw);
  return result.success && firmwareId(result.output) === result.output.id ? result.output : undefined;
}

export function readKeptTables(raw: unknown): readonly KeptTable[] {
  const result = v.safeParse(keptTables, raw);
  return result.success ? result.output : [];
}

/** @throws where the text is not what `writePart` made. */
export function readPart(text: string): readonly SupportedObject[] {
  return v.parse(supportedObjectsSchema, JSON.parse(text));
}

export function writePart(objects: readonly SupportedObject[]): string {
  return JSON.stringify(objects);
}
