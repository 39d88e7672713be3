/** A row that is being made: its fields, what was typed into them, and what the device said. A copy starts with values. */
import { SvelteSet } from 'svelte/reactivity';
import type { UspError } from '../../usp/error.ts';
import {
  duplicateOf,
  enableName,
  keySets,
  newRowFields,
  sameKeys,
  type Duplicate,
  type NewRowField,
  type SharedKey,
} from '../../model/edit-fields.ts';
import type { ValueFacts } from '../../model/tr181/facts.ts';
import { asUspError } from '../as-usp-error.ts';
import { addRow, refusedValue, type AddedRow } from './device-rows.ts';
import type { DeviceState } from '../device.svelte.ts';
import { standard } from '../tr181/standard.svelte.ts';

export class NewRow {
  readonly table: string;
  /** The row that this is a copy of. */
  readonly source: string | undefined;
  busy = $state(false);
  /** Of a copy: the row is being read. */
  reading = $state(false);
  error: UspError | undefined = $state.raw();
  /** The row was made, but not all that was asked for. */
  partly: AddedRow | undefined = $state.raw();
  /** Of a copy: what the person has to know of it; undefined until the row was read. */
  copy: Duplicate | undefined = $state.raw();
  readonly fields: readonly NewRowField[] = $derived.by(() => {
    const node = this.#device.supported.node(this.table);
    return node ? newRowFields(node, (name) => this.facts(name), standard.book?.objectFacts(this.table)) : [];
  });
  /** Reactive: of a copy, the unique keys in which it is still the same as its source. */
  readonly same: readonly SharedKey[] = $derived(
    this.copy ? sameKeys(this.copy, this.fields, (name) => this.value(name)) : [],
  );
  /** Reactive: why a field was refused, by its name. */
  readonly refused: ReadonlyMap<string, UspError> = $derived.by(() => {
    const params = this.error?.params.map(refusedValue) ?? this.partly?.refused ?? [];
    return new Map(params.map(({ name, error }) => [name, error]));
  });
  readonly #device: DeviceState;
  readonly #dispensable = new SvelteSet<string>();

  constructor(device: DeviceState, table: string, source?: string) {
    this.#device = device;
    this.table = table;
    this.source = source;
  }

  facts(name: string): ValueFacts | undefined {
    return standard.param(`${this.table}{i}.${name}`);
  }

  /** Reactive. */
  isSecret(name: string): boolean {
    return this.#device.secrets.param(`${this.table}{i}.${name}`);
  }

  /** Reactive. */
  value(name: string): string {
    return this.#device.drafts.get(this.#key(name)) ?? '';
  }

  /** @param value empty: it is not sent, and the device uses its own default */
  put(name: string, value: string): void {
    this.#device.drafts.set(this.#key(name), value || undefined);
  }

  /** Reactive: may there be no row without it? Keys always are required, whatever a request says. */
  required({ param, role }: NewRowField): boolean {
    return role === 'key' || !this.#dispensable.has(param.name);
  }

  setRequired(name: string, required: boolean): void {
    if (required) this.#dispensable.delete(name);
    else this.#dispensable.add(name);
  }

  /** Takes over the values of the row that this is a copy of; what was typed before a reload stays. Not read: see `error`. */
  async fill(): Promise<void> {
    const { source } = this;
    if (source === undefined) return;
    const { model, loader, drafts } = this.#device;
    this.reading = true;
    this.error = undefined;
    await loader.loadObject(source);
    this.reading = false;
    this.error = loader.state(source).error;
    if (this.error) return;
    const node = this.#device.supported.node(this.table);
    const object = standard.book?.objectFacts(this.table);
    const copy = duplicateOf(
      this.fields,
      node ? keySets(node, object?.keys ?? []) : [],
      (name) => model.text(source + name),
      (name) => this.isSecret(name),
      enableName(object),
    );
    if (!drafts.any(`${source}+`)) for (const [name, value] of copy.values) this.put(name, value);
    this.copy = copy;
  }

  /** Resolves with the row once the device made it; undefined: see `error`. */
  async add(): Promise<AddedRow | undefined> {
    this.busy = true;
    this.error = undefined;
    try {
      const params = this.fields.flatMap((field) => {
        const value = this.value(field.param.name);
        return value === '' ? [] : [{ param: field.param.name, value, required: this.required(field) }];
      });
      const added = await addRow(this.#device, this.table, params);
      if (added.refused.length > 0) this.partly = added;
      else this.end();
      return added;
    } catch (thrown) {
      this.error = asUspError(thrown);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** Puts what was refused among the changes of the row that was made, to be mended and sent again. */
  stageRefused(): void {
    for (const { name } of this.partly?.refused ?? []) {
      const value = this.value(name);
      if (this.partly && value !== '') this.#device.edits.stage(this.partly.path + name, value);
    }
    this.end();
  }

  /** Forgets what was typed. */
  end(): void {
    this.partly = undefined;
    this.#device.drafts.end(this.#key(''));
  }

  #key(name: string): string {
    return `${this.source ?? this.table}+${name}`;
  }
}
