/** A connection form while it is filled in: what was typed outlives a reload, what is wrong is said as it appears. */
import type { ConnectionConfig } from '../../worker/port.ts';
import { checkConnection, type ConnectionCheck, type FieldName } from './connection-rules.ts';
import { configOf, type ConnectionFields, emptyFields, ownTopic } from './connection-fields.ts';
import { readFields } from './connection-fields-schema.ts';
import { readStored, writeStored } from '../stored.ts';

/** Groups of fields that are folded away at first. */
const groups = {
  mqtt: ['subscribe', 'clientId', 'qos', 'keepAlive'],
  controller: ['controllerId', 'session', 'maxRecordSize', 'timeout'],
} as const satisfies Record<string, readonly (keyof ConnectionFields)[]>;

export class ConnectionDraft {
  readonly #key: string;
  readonly #initial: ConnectionFields;
  readonly #pageIsSecure: boolean;
  fields: ConnectionFields = $state() as ConnectionFields;
  /** What was left once: an empty field is not scolded before the person was there. */
  readonly #left: Record<FieldName, boolean> = $state({}) as Record<FieldName, boolean>;
  #tried = $state(false);
  /** Decided once: a group must not fold itself while someone types in it. */
  readonly #unfolded: Readonly<Record<keyof typeof groups, boolean>>;
  /** It was not begun now: it is what an earlier visit left. */
  readonly restored: boolean;
  readonly #check: ConnectionCheck = $derived.by(() => checkConnection(this.fields, this.#pageIsSecure));

  /** @param key names the form, e.g. `new:mqtt`. */
  constructor(key: string, initial: ConnectionFields, pageIsSecure: boolean) {
    this.#key = `draft:${key}`;
    this.#initial = initial;
    this.#pageIsSecure = pageIsSecure;
    const stored = readFields(readStored(this.#key), initial);
    this.restored = stored !== undefined;
    this.fields = stored ?? structuredClone(initial);
    const usual = emptyFields(initial.kind, initial.controllerId);
    const isUnusual = (field: keyof ConnectionFields) => this.fields[field] !== usual[field];
    this.#unfolded = { mqtt: groups.mqtt.some(isUnusual), controller: groups.controller.some(isUnusual) };
  }

  get check(): ConnectionCheck {
    return this.#check;
  }

  get isChanged(): boolean {
    return JSON.stringify(this.fields) !== JSON.stringify(this.#initial);
  }

  /** The problem to show at a field now. */
  problem(field: FieldName): string | undefined {
    return this.#tried || this.#left[field] ? this.#check.problems.get(field) : undefined;
  }

  warning(field: FieldName): string | undefined {
    return this.problem(field) ? undefined : this.#check.warnings.get(field);
  }

  /** Is there something in a folded group that the person should see: a change, or a problem once it was tried? */
  hasMore(group: 'mqtt' | 'controller'): boolean {
    const wrong = this.#tried && groups[group].some((field) => this.#check.problems.has(field));
    return wrong || this.#unfolded[group];
  }

  /** The person has left a field. */
  leave(field: FieldName): void {
    if (field === 'url') this.fields.url = completedUrl(this.fields.url);
    const value = field in this.fields ? this.fields[field as keyof ConnectionFields] : undefined;
    if (value !== '') this.#left[field] = true;
  }

  /** Another own Endpoint ID; the topic that was proposed for the old one goes with it. */
  setControllerId(controllerId: string): void {
    if (this.fields.replyTo === ownTopic(this.fields.controllerId)) this.fields.replyTo = ownTopic(controllerId);
    this.fields.controllerId = controllerId;
  }

  /** Writes down what was typed; to be called in an effect. */
  persist(): void {
    writeStored(this.#key, this.isChanged ? $state.snapshot(this.fields) : undefined);
  }

  /** Forgets what was typed. */
  discard(): void {
    writeStored(this.#key, undefined);
  }

  /** The connection, or undefined and every problem is shown. */
  submit(id: string): ConnectionConfig | undefined {
    this.#tried = true;
    if (this.#check.problems.size > 0) return undefined;
    return configOf($state.snapshot(this.fields), id);
  }
}

/** Who types only a host means the encrypted way. */
function completedUrl(url: string): string {
  const text = url.trim();
  return /^[\w-]+(\.[\w-]+)*(:\d{1,5})?(\/\S*)?$/.test(text) ? `wss://${text}` : text;
}
