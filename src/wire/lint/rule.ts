/** A rule of the linter as data, and what it looks at. */
import type { OpenConnection } from '../../usp/exchange/types.ts';
import { wholeMessage } from '../../usp/fields/field-map.ts';
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import type { Finding, Severity } from './finding.ts';

/** A Message to look at: in the Record, or put together from the pieces in several. */
export interface LintedMessage {
  readonly reader: FieldReader;
  /** The field whose value it is; the whole where it has bytes of its own. */
  readonly root: number;
  readonly header: number | undefined;
  readonly body: number | undefined;
  /** `get`, `get_resp`, …, `error`; undefined where the body has none that we know. */
  readonly kind: string | undefined;
  /** The field of that kind. */
  readonly content: number | undefined;
  readonly form: 'request' | 'response' | 'error' | undefined;
  readonly msgId: string;
}

/** One Record as it passed. */
export interface LintedRecord {
  readonly seq: number;
  readonly time: number;
  readonly direction: 'in' | 'out';
  readonly connection: string;
  readonly mtp: OpenConnection['mtp'] | undefined;
  readonly reader: FieldReader;
  readonly version: string;
  readonly from: string;
  readonly to: string;
  /** Name of the record_type's member, e.g. `session_context`. */
  readonly type: string | undefined;
  /** The field of that type. */
  readonly content: number | undefined;
  /** Absent where it carries none that is whole. */
  readonly message?: LintedMessage;
}

/** A place that breaks a rule. */
export interface Hit {
  readonly words: string;
  /** The field; absent: the whole Record or, in a Message, the whole Message. */
  readonly field?: number | undefined;
  /** The reader that the field is of, where it is the Message's. */
  readonly message?: LintedMessage | undefined;
  /** The earlier entry that it is about. */
  readonly entry?: number;
}

export interface RuleWords {
  readonly id: string;
  /** The requirement of TR-369. */
  readonly requirement?: string;
  readonly severity: Severity;
  /** What the rule asks, in one sentence. */
  readonly asks: string;
}

export interface Rule extends RuleWords {
  readonly check: (record: LintedRecord) => Iterable<Hit>;
}

/** A rule on Messages, wherever they came from. */
export function onMessage(words: RuleWords, check: (message: LintedMessage) => Iterable<Omit<Hit, 'message'>>): Rule {
  return {
    ...words,
    *check({ message }) {
      if (!message) return;
      for (const hit of check(message)) yield { ...hit, message };
    },
  };
}

export function toFinding(words: RuleWords, hit: Hit, record: LintedRecord): Finding {
  const { message, entry } = hit;
  const reader = message?.reader ?? record.reader;
  const field = hit.field ?? message?.root ?? wholeMessage;
  return {
    rule: words.id,
    ...(words.requirement !== undefined && { requirement: words.requirement }),
    severity: words.severity,
    words: hit.words,
    path: reader.path(field),
    offset: reader.start(field),
    ...(message && message.reader !== record.reader && { inMessage: true as const }),
    ...(entry !== undefined && { entry }),
  };
}

/** Every field within a message, however deep. */
export function* within(reader: FieldReader, around: number): Generator<number> {
  const last = reader.last(around);
  for (let field = around + 1; field <= last; field++) yield field;
}

/** Text of a peer in a sentence. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
