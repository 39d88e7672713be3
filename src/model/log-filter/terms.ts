/** What a filter of the log is made of: its fields and what may stand behind each. Words for people are here too. */

/** Fields whose value is one of a few words. */
export const wordFields = {
  dir: ['in', 'out'],
  kind: ['in', 'out', 'dropped', 'state', 'error'],
  mtp: ['websocket', 'mqtt', 'memory'],
  record: ['plain', 'session', 'connect', 'disconnect'],
  lint: ['any', 'error', 'warning', 'info'],
  answer: ['none', 'any'],
} as const;

/** Fields that compare a number, with their units: the first one is the unit of a bare number. */
export const numberFields = {
  size: { b: 1, k: 1024, m: 1024 * 1024 },
  rtt: { ms: 1, s: 1000 },
} as const;

export const textFields = ['type', 'path', 'peer', 'id', 'session', 'topic'] as const;

export type WordField = keyof typeof wordFields;
export type NumberField = keyof typeof numberFields;
export type TextField = (typeof textFields)[number];
export type Field = WordField | NumberField | TextField | 'err';

export const comparisons = ['>=', '<=', '>', '<', '='] as const;
export type Comparison = (typeof comparisons)[number];

/** What each field asks for, said in the completion. */
export const fieldWords: Readonly<Record<Field, string>> = {
  type: 'Message type, with its response: type:get, type:notify, type:get*',
  dir: 'Direction: dir:in or dir:out',
  err: 'Errors: err: for any, err:7004 for one code',
  path: 'Path Names it is about: path:Device.WiFi. or path:Device.WiFi.SSID.*.Enable',
  size: 'Bytes of the Record: size:>10k',
  answer: 'Requests by their answer: answer:none has none yet',
  rtt: 'Time from the request to its answer: rtt:>100ms',
  mtp: 'Transport: mtp:mqtt',
  peer: 'Endpoint ID at either end: peer:os::0025',
  id: 'Message ID: id:42, id:abc*',
  record: 'Record type: record:session',
  session: 'Session Context by its id, or session:* for any',
  kind: 'Kind of line: kind:dropped',
  lint: 'What breaks the standard, by its gravest: lint:any, lint:error',
  topic: 'MQTT topic: topic:usp/agent',
};

export const fields = Object.keys(fieldWords) as Field[];

export function isField(name: string): name is Field {
  return Object.hasOwn(fieldWords, name);
}

export function isWordField(field: Field): field is WordField {
  return Object.hasOwn(wordFields, field);
}

export function isNumberField(field: Field): field is NumberField {
  return Object.hasOwn(numberFields, field);
}

export type Condition =
  /** Anywhere in the entry or in its bytes, whatever the case. */
  | { readonly field: 'text'; readonly value: string }
  | { readonly field: WordField | TextField; readonly value: string }
  /** Absent: any error. */
  | { readonly field: 'err'; readonly code?: number }
  | { readonly field: NumberField; readonly compare: Comparison; readonly value: number };

export type Term = Condition & { readonly negated: boolean };

/** Alternatives, of each of which all terms must hold; none at all: everything fits. */
export type Filter = readonly (readonly Term[])[];

/** What is wrong with the text of a filter, and where: offsets of characters. */
export interface FilterFault {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}
