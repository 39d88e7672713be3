/**
 * Takes the secrets out of the Records of a log, one entry after the other. Who is to judge may be elsewhere: names that
 * nobody has judged yet are handed out, and the entry is tried again.
 */
import { recordFields, messageFields } from '../../usp/wire/field-tree.ts';
import { readerOf } from '../../usp/wire/decode-text.ts';
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import { wholeMessage } from '../../usp/fields/field-map.ts';
import { joinPieces, sizeOf } from '../../usp/session/reassembler.ts';
import { carriesSecret } from '../../usp/fields/secret-errors.ts';
import { blank, piecesIn, type IsSecret, type ValueName } from '../../usp/fields/secret-parts.ts';
import type { Backlog } from '../backlog.ts';
import type { LogEntry } from '../entry.ts';
import { messageOf } from '../message-of.ts';
import { captureBounds, type CapturedEntry, type CaptureEnd, type RedactedValue } from './format.ts';
import { redactText, secretParts, SeenSecrets, type SecretPart } from './redact.ts';
import { WholeEntries } from './whole-entries.ts';

/** A name whose secrecy is asked for, and the device that it is of. */
export interface AskedName extends ValueName {
  readonly device?: string;
}

/**
 * Names are made by peers: verdicts that are remembered, names that are judged for one entry (a data model has fewer,
 * all rows together), and those asked for at once.
 */
const most = { verdicts: 200_000, ofEntry: 20_000, atOnce: 2_000 };
/** Characters of a path that anyone is asked about: a device's own are shorter. */
const longestPath = 1_024;
const unreadPiece = 'Pieces of a Message that is not here whole';

/** A Message in pieces: the secrets in it, and where each piece begins in it. */
interface Whole {
  readonly key: string;
  readonly parts: readonly SecretPart[];
  readonly begins: ReadonlyMap<number, number>;
}

/** Under which entry a Record stands in a Message, which entry made that whole, and those of all its pieces. */
interface Place {
  readonly seq: number;
  readonly whole: number;
  readonly pieces: readonly number[];
}

export class Redactor {
  readonly #backlog: Backlog;
  readonly #verdicts = new Map<string, boolean>();
  readonly #seen = new SeenSecrets();
  readonly #redacted = new Map<string, RedactedValue>();
  readonly #changed = new Set<string>();
  /** The names that the entry under work needs, and nobody has judged. */
  readonly #unjudged = new Map<string, AskedName>();
  readonly #wholes: WholeEntries;
  /** The entry under work, and how many names were judged for it. */
  #entry: number | undefined;
  #judged = 0;
  /** The request that was looked into last, and whether it carries a secret. */
  #asked: { readonly seq: number; readonly secret: boolean } | undefined;
  #whole: Whole | undefined;
  macs: number;

  /**
   * @param from the first entry that is written
   * @param after what was replaced in the file before
   */
  constructor(backlog: Backlog, from: number, after?: Pick<CaptureEnd, 'redacted' | 'macs'>) {
    this.#backlog = backlog;
    this.#wholes = new WholeEntries(backlog, from);
    for (const one of after?.redacted ?? []) this.#redacted.set(`${one.of} ${one.path}`, one);
    this.macs = after?.macs ?? 0;
  }

  /** What was replaced up to now. */
  get redacted(): readonly RedactedValue[] {
    return [...this.#redacted.values()];
  }

  /** What of it is new, or has become more, since it was asked last. */
  takeChanged(): RedactedValue[] {
    const changed = [...this.#changed].flatMap((key) => this.#redacted.get(key) ?? []);
    this.#changed.clear();
    return changed;
  }

  /** Says of names that were asked for whether they are secrets. */
  judge(names: readonly AskedName[], verdicts: readonly boolean[]): void {
    this.#judged += names.length;
    for (const [index, name] of names.entries()) this.#verdicts.set(keyOf(name), verdicts[index] ?? true);
  }

  /** Is the Message that this entry carries a piece of still to become whole? */
  waits(entry: LogEntry): boolean {
    return entry.session?.piece !== undefined && entry.kind !== 'dropped' && this.#place(entry) === undefined;
  }

  /** The entry without its secrets; or the names that have to be judged before. */
  take(entry: LogEntry, bytes: Uint8Array | undefined): CapturedEntry | readonly AskedName[] {
    this.#unjudged.clear();
    if (this.#entry !== entry.seq) this.#begin(entry.seq);
    const isSecret = (name: ValueName) => this.#isSecret(entry.device, name);
    const reader = bytes && readerOf(bytes, recordFields(bytes));
    const asked = () => this.#asksSecret(entry, isSecret);
    const parts = reader
      ? [...secretParts(reader, isSecret, this.#seen, asked), ...this.#inPieces(entry, reader, isSecret)]
      : [];
    const cleaned = this.#words(entry, parts, asked, isSecret);
    if (this.#unjudged.size > 0) return [...this.#unjudged.values()];
    if (!reader || parts.length === 0) return { entry: cleaned, ...(bytes && { bytes }) };
    for (const part of parts) this.#count(entry.seq, part);
    const mac = reader.child(wholeMessage, 'mac_signature');
    if (mac !== undefined && reader.end(mac) > reader.valueStart(mac)) this.macs++;
    return { entry: cleaned, bytes: blank(reader.bytes, parts) };
  }

  /** While an entry is under work nothing is forgotten: it would be asked for again, without an end. */
  #begin(entry: number): void {
    this.#entry = entry;
    this.#judged = 0;
    if (this.#verdicts.size > most.verdicts) this.#verdicts.clear();
  }

  /** What is past the bounds is a secret: nobody was asked. */
  #isSecret(device: string | undefined, name: ValueName): boolean {
    if (name.path.length > longestPath || name.name.length > longestPath) return true;
    const asked: AskedName = { ...name, path: supportedPath(name.path), ...(device !== undefined && { device }) };
    const key = keyOf(asked);
    const verdict = this.#verdicts.get(key);
    if (verdict !== undefined) return verdict;
    if (this.#judged >= most.ofEntry) return true;
    if (this.#unjudged.size < most.atOnce) this.#unjudged.set(key, asked);
    return false;
  }

  #words(entry: LogEntry, parts: readonly SecretPart[], asked: () => boolean, isSecret: IsSecret): LogEntry {
    const clean = (text: string) => redactText(text, isSecret, this.#seen);
    // The line of an Error has the Error's text, which may have been cut.
    const hidden = entry.msgType === 'ERROR' && (parts.some(({ of }) => of === 'error') || asked());
    const note = hidden ? entry.note.replace(/^(\d*).*$/s, '$1 ***') : clean(entry.note);
    return { ...entry, note, ...(entry.paths && { paths: entry.paths.map(clean) }) };
  }

  /**
   * Did the request that an entry answers, or whose command it ends, carry a secret? Where nobody can say any more, its
   * error texts are taken for quotes of one.
   */
  #asksSecret(entry: LogEntry, isSecret: IsSecret): boolean {
    const answer = this.#first(entry);
    const seq = answer.answers ?? answer.operation;
    if (seq === undefined) return answer.result !== undefined && answer.msgId !== undefined && answer.msgId !== '';
    if (this.#asked?.seq === seq) return this.#asked.secret;
    const request = this.#backlog.entry(seq);
    const message = request && messageOf(request, (piece) => this.#backlog.bytes(piece));
    const secret = !message || carriesSecret(readerOf(message, messageFields(message)), isSecret);
    if (this.#unjudged.size === 0) this.#asked = { seq, secret };
    return secret;
  }

  /** The entry that another one says once more: its links are that one's. */
  #first(entry: LogEntry): LogEntry {
    let first = entry;
    while (first.repeats !== undefined) {
      const before = this.#backlog.entry(first.repeats);
      if (!before || before.seq >= first.seq) break;
      first = before;
    }
    return first;
  }

  /** The secrets in the payload of a session Record that has no whole Message by itself. */
  #inPieces(entry: LogEntry, reader: FieldReader, isSecret: IsSecret): SecretPart[] {
    const payload = piecesIn(reader);
    if (payload.length === 0) return [];
    const place = this.#place(entry);
    const whole = place && this.#read(place.whole, place.pieces, isSecret);
    const begin = place && whole?.begins.get(place.seq);
    if (!whole || begin === undefined)
      return payload.map(({ from, to }) => ({ from, to, of: 'unread', path: unreadPiece }));
    const parts: SecretPart[] = [];
    let at = begin;
    for (const { from, to } of payload) {
      for (const part of whole.parts) {
        const first = Math.max(part.from, at);
        const end = Math.min(part.to, at + to - from);
        if (first < end) parts.push({ ...part, from: first - at + from, to: end - at + from });
      }
      at += to - from;
    }
    return parts;
  }

  /**
   * The entries that carry the Message of which an entry carries a part, and under which of them it stands there: a
   * Record that is sent again is another's equal. Undefined where the Message never became whole.
   */
  #place({ seq, session, kind, repeats }: LogEntry): Place | undefined {
    if (session && session.piece === undefined) return { seq, whole: seq, pieces: [seq] };
    if (kind === 'dropped') return undefined;
    for (const one of [seq, repeats]) {
      const whole = one === undefined ? undefined : this.#wholes.of(one);
      const pieces = whole === undefined ? undefined : this.#backlog.entry(whole)?.pieces;
      if (one !== undefined && whole !== undefined && pieces) return { seq: one, whole, pieces };
    }
    return undefined;
  }

  /** @param entry the one that made the Message whole: that says what it answers */
  #read(entry: number, pieces: readonly number[], isSecret: IsSecret): Whole | undefined {
    const key = pieces.join();
    if (this.#whole?.key === key && this.#unjudged.size === 0) return this.#whole;
    const begins = new Map<number, number>();
    const payloads: Uint8Array[] = [];
    for (const seq of pieces) {
      const bytes = this.#backlog.bytes(seq);
      if (!bytes) return undefined;
      begins.set(seq, sizeOf(payloads));
      const reader = readerOf(bytes, recordFields(bytes));
      for (const { from, to } of piecesIn(reader)) payloads.push(bytes.subarray(from, to));
    }
    const message = joinPieces(payloads, sizeOf(payloads));
    const answer = this.#backlog.entry(entry);
    const asked = () => answer === undefined || this.#asksSecret(answer, isSecret);
    const parts = secretParts(readerOf(message, messageFields(message)), isSecret, this.#seen, asked);
    const whole = { key, begins, parts };
    if (this.#unjudged.size === 0) this.#whole = whole;
    return whole;
  }

  #count(entry: number, { of, path }: SecretPart): void {
    const key = `${of} ${path}`;
    const known = this.#redacted.get(key);
    if (known) this.#redacted.set(key, { ...known, count: known.count + 1 });
    else if (this.#redacted.size < captureBounds.redacted) this.#redacted.set(key, { of, path, count: 1, entry });
    else return;
    this.#changed.add(key);
  }
}

/** As the supported data model has it: a secret is one in every row. */
function supportedPath(path: string): string {
  return path.replace(/\.(?:\d+|\*)(?=\.)/g, '.{i}');
}

function keyOf({ device = '', of, path, name }: AskedName): string {
  return [device, of, path, name].join('\n');
}
