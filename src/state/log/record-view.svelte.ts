/** One Record (or the Message that its pieces made) as a person looks at it: what is open, chosen, and kept back. */
import { SvelteSet } from 'svelte/reactivity';
import { wholeMessage } from '../../usp/fields/field-map.ts';
import type { FieldReader } from '../../usp/fields/field-reader.ts';
import { blank } from '../../usp/fields/secret-parts.ts';
import type { WireBytes } from '../../wire/detail.ts';
import type { Finding } from '../../wire/lint/finding.ts';
import { readerWith } from './copy-record.ts';
import { recordSecrets, withoutConstants, type RecordSecrets, type ValueJudge } from './record-secrets.ts';

/** Rows that are open at first, at most. */
const openRows = 150;

export interface FieldRow {
  readonly field: number;
  readonly depth: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
}

export class RecordView {
  readonly reader: FieldReader;
  /** What they quote is kept back as in the Record. */
  readonly findings: readonly Finding[];
  /** The values that are kept back can be seen. */
  shown = $state(false);
  /** The chosen field. */
  selected: number | undefined = $state();
  /** The byte of it that the keyboard is at. */
  cursor = $state(0);
  readonly #secrets: RecordSecrets;
  readonly #open = new SvelteSet<number>();
  readonly #marked: ReadonlyMap<number, readonly Finding[]>;

  /** @param asked the request that it answers, where it has an error text */
  constructor(record: WireBytes, findings: readonly Finding[], judge: ValueJudge, asked?: WireBytes | 'gone') {
    this.reader = readerWith(record.bytes, record.fields);
    this.seen = $derived(readerWith(this.bytes, record.fields));
    const request = typeof asked === 'object' ? readerWith(asked.bytes, asked.fields) : asked;
    this.#secrets = $derived(recordSecrets(this.reader, judge, request));
    this.findings = $derived(
      this.shown ? findings : findings.map((one) => ({ ...one, words: withoutConstants(one.words, judge) })),
    );
    this.#marked = $derived(this.#byField());
    this.#openFirst();
  }

  /** The lines of the tree, from the top. */
  readonly rows: readonly FieldRow[] = $derived.by(() => {
    const rows: FieldRow[] = [];
    this.#addRows(rows, wholeMessage, 0);
    return rows;
  });

  /** Fields that the schema does not know, and parts that can't be read: in JSON they have no place. */
  readonly strange: number = $derived.by(() => {
    const { length, kindOf, kinds } = this.reader.map;
    const odd = kinds.map(({ type }) => type === 'unknown' || type === 'damage' || type === 'rest');
    let count = 0;
    for (let field = 0; field < length; field++) if (odd[kindOf[field] ?? -1]) count++;
    return count;
  });

  /** The bytes as they may be seen and copied now. */
  readonly bytes: Uint8Array = $derived.by(() =>
    this.masked ? blank(this.reader.bytes, this.#secrets.spans) : this.reader.bytes,
  );

  /** The fields in those bytes. */
  readonly seen: FieldReader;

  /** Is there anything that is a secret? */
  get hasSecrets(): boolean {
    return this.#secrets.spans.length > 0;
  }

  /** Is anything kept back now? */
  get masked(): boolean {
    return !this.shown && this.hasSecrets;
  }

  /** What the bytes are. */
  get schema(): 'Record' | 'Msg' {
    return this.reader.map.typeName === 'usp.Msg' ? 'Msg' : 'Record';
  }

  /** Is this value kept back as a whole now? */
  hides(field: number): boolean {
    return !this.shown && this.#secrets.fields.has(field);
  }

  /** Is this byte kept back now? */
  hidesByte(offset: number): boolean {
    if (this.shown) return false;
    const { spans } = this.#secrets;
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.to ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return (spans[low]?.from ?? Infinity) <= offset;
  }

  findingsAt(field: number): readonly Finding[] {
    return this.#marked.get(field) ?? [];
  }

  /** The field that a finding is at; undefined: the whole. */
  fieldOf(finding: Finding): number | undefined {
    return finding.path === '' ? undefined : this.reader.at(finding.offset);
  }

  #byField(): Map<number, Finding[]> {
    const marked = new Map<number, Finding[]>();
    for (const finding of this.findings) {
      const field = this.fieldOf(finding);
      if (field !== undefined) marked.set(field, [...(marked.get(field) ?? []), finding]);
    }
    return marked;
  }

  /** Chooses a field and opens what is around it. */
  select(field: number): void {
    this.selected = field;
    this.cursor = this.reader.start(field);
    for (let at = this.reader.parent(field); at !== wholeMessage; at = this.reader.parent(at)) this.#open.add(at);
  }

  /** Chooses the innermost field at a byte. */
  selectByte(offset: number): void {
    const field = this.reader.at(offset);
    if (field === undefined) return;
    this.select(field);
    this.cursor = offset;
  }

  toggle(field: number, open = !this.#open.has(field)): void {
    if (open) this.#open.add(field);
    else this.#open.delete(field);
  }

  #addRows(rows: FieldRow[], around: number, depth: number): void {
    for (const field of this.reader.children(around)) {
      const expandable = this.reader.last(field) > field;
      const expanded = expandable && this.#open.has(field);
      rows.push({ field, depth, expandable, expanded });
      if (expanded) this.#addRows(rows, field, depth + 1);
    }
  }

  /** Opens messages from the outside in, as far as a person can take in at a glance. */
  #openFirst(): void {
    let rows = 0;
    let level = [wholeMessage];
    while (level.length > 0 && rows < openRows) {
      const next: number[] = [];
      for (const around of level) {
        if (around !== wholeMessage) this.#open.add(around);
        for (const field of this.reader.children(around)) {
          rows++;
          if (this.reader.last(field) > field) next.push(field);
        }
        if (rows >= openRows) break;
      }
      level = next;
    }
  }
}
