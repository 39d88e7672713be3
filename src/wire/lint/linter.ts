/**
 * The linter: holds every Record that passes, in both directions, against the standard. What a Record breaks by itself
 * can be found again from its bytes at any time (`lintRecord`); what it breaks by what passed before is found once.
 */
import { readerOf } from '../../usp/wire/decode-text.ts';
import { messageFields, recordFields } from '../../usp/wire/field-tree.ts';
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import { Conversation } from './conversation.ts';
import type { Finding } from './finding.ts';
import { lookAt, type Passed } from './look-at.ts';
import { messageRules } from './message-rules.ts';
import { recordRules } from './record-rules.ts';
import { toFinding, type LintedRecord, type Rule, type RuleWords } from './rule.ts';
import { schemaRules } from './schema-rules.ts';
import { SessionWatch } from './session-watch.ts';
import { streamRules } from './stream-rules.ts';
import { ValueWatch } from './value-watch.ts';

/** Fields of a Record that are looked at as it passes; the detail looks at all. */
const fieldsInPassing = 20_000;
const mostFindings = 100;

const rules: readonly Rule[] = [...schemaRules, ...recordRules, ...messageRules];

/** Every rule there is, for the documentation and its test. */
export const allRules: readonly RuleWords[] = [...rules, ...Object.values(streamRules)];

/** A Record for the linter. */
export interface LintInput extends Passed {
  readonly bytes: Uint8Array;
  /** The whole Message, where this Record has brought the last piece of it. */
  readonly message?: Uint8Array | undefined;
  /** It went no further, or is one that passed before: nothing that follows is held against it. */
  readonly aside?: boolean;
}

export interface Linted {
  /** What it breaks by itself, as far as its fields were looked at. */
  readonly own: readonly Finding[];
  /** What it breaks by what has passed before. */
  readonly stream: readonly Finding[];
}

export class Linter {
  readonly #conversation = new Conversation();
  readonly #sessions = new SessionWatch();
  readonly #values = new ValueWatch();

  /** Takes the Records in the order in which they passed. Never throws. */
  take(input: LintInput): Linted {
    const { bytes, message } = input;
    const whole = message && readerOf(message, messageFields(message, fieldsInPassing));
    const record = lookAt(input, readerOf(bytes, recordFields(bytes, fieldsInPassing)), whole);
    const own = ownFindings(record);
    if (input.aside || record.from === '' || record.to === '') return { own, stream: [] };
    const stream = [this.#conversation, this.#sessions, this.#values].flatMap((watch) => watch.take(record));
    return { own, stream: stream.slice(0, mostFindings) };
  }
}

/** What a Record and its Message break by themselves. */
export function lintRecord(record: FieldReader, message: FieldReader | undefined): Finding[] {
  return ownFindings(lookAt({ seq: 0, time: 0, direction: 'in', connection: '', mtp: undefined }, record, message));
}

function ownFindings(record: LintedRecord): Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    for (const hit of rule.check(record)) {
      if (findings.push(toFinding(rule, hit, record)) >= mostFindings) return findings;
    }
  }
  return findings;
}
