/** What an entry of a capture file has to look like: every field by name, its type and its range. */
import type { EntryKind, EntryResult, LogEntry, SessionPlace } from '../entry.ts';
import { captureBounds } from './format.ts';

export interface Shape {
  /** In words, behind "wants". */
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

export const text: Shape = {
  expected: `a text of at most ${captureBounds.text.toLocaleString('en')} characters`,
  fits: (value) => typeof value === 'string' && value.length <= captureBounds.text,
};
export const count: Shape = {
  expected: 'a whole number from 0',
  fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};
const finite: Shape = { expected: 'a number', fits: (value) => Number.isFinite(value) };
/** What a Date can hold. */
const time: Shape = {
  expected: 'milliseconds since 1970',
  fits: (value) => Number.isFinite(value) && Math.abs(value as number) <= 8.64e15,
};
const truth: Shape = { expected: 'true or false', fits: (value) => typeof value === 'boolean' };
const decimal: Shape = {
  expected: 'the digits of a 64-bit number as a text',
  fits: (value) => typeof value === 'string' && /^\d{1,20}$/.test(value),
};

export function oneOf<Name extends string>(names: Readonly<Record<Name, true>>): Shape {
  const known = new Set(Object.keys(names));
  return {
    expected: `one of ${[...known].join(', ')}`,
    fits: (value) => typeof value === 'string' && known.has(value),
  };
}

function listOf(shape: Shape, most: number): Shape {
  return {
    expected: `a list of at most ${most.toLocaleString('en')}, each ${shape.expected}`,
    fits: (value) => Array.isArray(value) && value.length <= most && value.every(shape.fits),
  };
}

type Fields<Of> = { readonly [Name in keyof Required<Of>]: Shape };

function objectOf<Of>(fields: Fields<Of>, needed: readonly (keyof Of & string)[]): Shape {
  const shapes = Object.entries<Shape>(fields);
  return {
    expected: `an object with ${needed.join(', ')}`,
    fits: (value) =>
      isObject(value) &&
      needed.every((name) => Object.hasOwn(value, name)) &&
      shapes.every(([name, shape]) => !Object.hasOwn(value, name) || shape.fits(value[name])),
  };
}

const kinds: Readonly<Record<EntryKind, true>> = { in: true, out: true, dropped: true, state: true, error: true };
const mtps: Readonly<Record<NonNullable<LogEntry['mtp']>, true>> = { websocket: true, mqtt: true, memory: true };
const recordTypes: Readonly<Record<NonNullable<LogEntry['recordType']>, true>> = {
  noSessionContext: true,
  sessionContext: true,
  websocketConnect: true,
  mqttConnect: true,
  stompConnect: true,
  udsConnect: true,
  disconnect: true,
};
const severities: Readonly<Record<NonNullable<LogEntry['gravest']>, true>> = { error: true, warning: true, info: true };
const pieces: Readonly<Record<NonNullable<SessionPlace['piece']>, true>> = { first: true, middle: true, last: true };

const onlyTrue: Shape = { expected: 'true', fits: (value) => value === true };

const session: Fields<SessionPlace> = {
  sessionId: decimal,
  sequenceId: decimal,
  expectedId: decimal,
  retransmitId: decimal,
  piece: oneOf(pieces),
  payload: count,
};
const result: Fields<EntryResult> = {
  ok: truth,
  codes: listOf(count, captureBounds.codes),
  results: count,
  failed: count,
};

/** Whoever adds a field to the entries of the log says here what it looks like in a file. */
const entry: Fields<LogEntry> = {
  seq: count,
  time,
  kind: oneOf(kinds),
  connection: text,
  mtp: oneOf(mtps),
  device: text,
  from: text,
  to: text,
  topic: text,
  size: count,
  recordType: oneOf(recordTypes),
  session: objectOf<SessionPlace>(session, ['sessionId', 'sequenceId', 'expectedId', 'payload']),
  msgType: text,
  msgId: text,
  paths: listOf(text, captureBounds.paths),
  morePaths: onlyTrue,
  result: objectOf<EntryResult>(result, ['ok', 'codes']),
  note: text,
  quiet: onlyTrue,
  answers: count,
  operation: count,
  roundTrip: finite,
  pieces: listOf(count, captureBounds.pieces),
  repeats: count,
  findings: count,
  gravest: oneOf(severities),
};
const entryFields = Object.entries<Shape>(entry);
const needed: ReadonlySet<string> = new Set<keyof LogEntry>(['seq', 'time', 'kind', 'note']);

/** An entry with the fields that are known, or what is wrong with it as a sentence. */
export function readEntry(value: Readonly<Record<string, unknown>>): LogEntry | string {
  const read: Record<string, unknown> = {};
  for (const [name, { expected, fits }] of entryFields) {
    if (Object.hasOwn(value, name)) {
      if (!fits(value[name])) return `"${name}" wants ${expected}.`;
      read[name] = value[name];
    } else if (needed.has(name)) {
      return `"${name}" is missing: every entry has ${[...needed].join(', ')}.`;
    }
  }
  return read as unknown as LogEntry;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
