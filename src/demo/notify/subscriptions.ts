/** Device.LocalAgent.Subscription. at work: who is told what. */
import { notifyMessage, type NotificationInit } from '../../usp/message/responses.ts';
import type { Path } from '../../usp/path.ts';
import { dateTimeToMillis, parseValue } from '../../usp/value-types.ts';
import type { Operation } from '../operations/operations.ts';
import type { CommandResult, OutputArgs } from '../operations/types.ts';
import { outputPairs } from '../requests/operate.ts';
import { uniqueKeysOf } from '../requests/unique-keys.ts';
import { rightsOf, type Subject } from '../rights/rights.ts';
import type { ObjectNode, TableNode } from '../store/nodes.ts';
import type { Store, StoreChange } from '../store/store.ts';
import type { Outbox } from './outbox.ts';
import { Matcher, parseReferences } from './reference-list.ts';

/** The arguments of an event for one recipient; undefined: it is not meant for that one. */
export type ArgsFor = (controller: ObjectNode) => OutputArgs | undefined;

interface Subscription {
  readonly row: ObjectNode;
  readonly controller: ObjectNode;
  readonly type: string;
  readonly references: readonly Path[];
}

export interface SubscriptionsOptions {
  readonly outbox: Outbox;
  readonly nextMsgId: () => string;
  /** Carries out what TriggerConfigSettings says, as its Controller. */
  readonly configure: (controller: ObjectNode, settings: string) => void;
}

export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #parsed = new WeakMap<ObjectNode, { text: string; references: Path[] }>();

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
  }

  /** ValueChange, ObjectCreation and ObjectDeletion. */
  onChanges(store: Store, changes: readonly StoreChange[]): void {
    const active = this.#active(store);
    if (active.length === 0) return;
    const gone = new Map<string, ObjectNode>();
    for (const { type, node } of changes) if (type === 'deleted') gone.set(node.path, node);
    const matcher = new Matcher(store, gone);
    for (const change of changes) {
      for (const subscription of active) this.#onChange(store, matcher, subscription, change);
    }
  }

  /** A data model event. */
  onEvent(store: Store, objPath: string, eventName: string, argsFor: ArgsFor): void {
    const matcher = new Matcher(store);
    for (const subscription of this.#active(store)) {
      const { type, references, controller } = subscription;
      const path = objPath + eventName;
      if (type !== 'Event' || !matcher.names(references, path)) continue;
      const args = argsFor(controller);
      if (!args) continue;
      this.#notify(store, subscription, 'CommandEvent', path, {
        case: 'event',
        value: { objPath, eventName, params: outputPairs(args) },
      });
    }
  }

  onOperationComplete(store: Store, operation: Operation, result: CommandResult): void {
    const { objPath, commandName, commandKey } = operation;
    const matcher = new Matcher(store);
    const path = objPath + commandName;
    for (const subscription of this.#active(store)) {
      if (subscription.type !== 'OperationComplete' || !matcher.names(subscription.references, path)) continue;
      this.#notify(store, subscription, 'CommandEvent', path, {
        case: 'operComplete',
        value: {
          objPath,
          commandName,
          commandKey,
          operationResp:
            'fault' in result
              ? { case: 'cmdFailure', value: { errCode: result.fault.code, errMsg: result.fault.message } }
              : { case: 'reqOutputArgs', value: { outputArgs: outputPairs(result.output) } },
        },
      });
    }
  }

  /** When the next Subscription is too old. */
  nextTimeout(store: Store): number | undefined {
    let next: number | undefined;
    for (const row of tableOf(store).rows.values()) {
      const end = endOf(store, row);
      if (end !== undefined) next = Math.min(next ?? Infinity, end);
    }
    return next;
  }

  /** TimeToLive. */
  handleTimeout(store: Store): void {
    for (const row of tableOf(store).rows.values()) {
      const end = endOf(store, row);
      if (end !== undefined && end <= store.now) store.removeRow(row);
    }
  }

  /** The Agent restarts: only what is persistent stays. */
  restart(store: Store): void {
    for (const row of tableOf(store).rows.values()) if (!store.readFlag(row, 'Persistent')) store.removeRow(row);
  }

  #onChange(store: Store, matcher: Matcher, subscription: Subscription, change: StoreChange): void {
    const { type, references } = subscription;
    const { node } = change;
    if (change.type === 'value') {
      const param = node.def.params.get(change.name);
      const path = node.path + change.name;
      if (type !== 'ValueChange' || !param || param.ignoresValueChange || !matcher.names(references, path)) return;
      this.#notify(store, subscription, 'Param', path, {
        case: 'valueChange',
        value: { paramPath: path, paramValue: store.readForController(node, param) },
      });
    } else if (change.type === 'created') {
      if (type !== 'ObjectCreation' || !matcher.namesRow(references, node.path)) return;
      const uniqueKeys = uniqueKeysOf(store, node);
      this.#notify(store, subscription, 'Obj', node.path, {
        case: 'objCreation',
        value: { objPath: node.path, uniqueKeys },
      });
    } else if (type === 'ObjectDeletion' && matcher.namesRow(references, node.path)) {
      this.#notify(store, subscription, 'InstantiatedObj', node.path, {
        case: 'objDeletion',
        value: { objPath: node.path },
      });
    }
  }

  #notify(
    store: Store,
    { row, controller }: Subscription,
    subject: Subject,
    path: string,
    notification: NotificationInit,
  ): void {
    if (!rightsOf(store, controller).may(subject, 'n', path)) return;
    const action = store.read(row, 'TriggerAction');
    if (action !== 'Notify') this.#options.configure(controller, store.read(row, 'TriggerConfigSettings'));
    if (action === 'Config') return;
    const { outbox } = this.#options;
    const retry = store.readFlag(row, 'NotifRetry');
    const msgId = this.#options.nextMsgId();
    const msg = notifyMessage(msgId, store.read(row, 'ID'), retry, notification);
    if (!retry) return outbox.sendOnce(controller, msg);
    const lifetime = store.readNumber(row, 'NotifExpiration');
    const expiresAt = lifetime > 0 ? store.now + lifetime * 1000 : Infinity;
    outbox.sendUntilAnswered(store, { msgId, msg, controller, subscription: row, expiresAt });
  }

  #active(store: Store): Subscription[] {
    return [...tableOf(store).rows.values()].flatMap((row) => {
      if (!store.readFlag(row, 'Enable')) return [];
      const [controller] = store.follow(row, 'Recipient');
      if (controller?.kind !== 'object' || !store.readFlag(controller, 'Enable')) return [];
      return [{ row, controller, type: store.read(row, 'NotifType'), references: this.#references(store, row) }];
    });
  }

  #references(store: Store, row: ObjectNode): Path[] {
    const text = store.read(row, 'ReferenceList');
    let parsed = this.#parsed.get(row);
    if (parsed?.text !== text) this.#parsed.set(row, (parsed = { text, references: parseReferences(text) }));
    return parsed.references;
  }
}

function tableOf(store: Store): TableNode {
  return store.table('Device.LocalAgent.Subscription.');
}

/** When the TimeToLive of a Subscription is over; undefined: never. */
function endOf(store: Store, row: ObjectNode): number | undefined {
  const seconds = store.readNumber(row, 'TimeToLive');
  if (seconds === 0) return undefined;
  const created = parseValue('dateTime', store.read(row, 'CreationDate'));
  if (!created.ok || created.value.type !== 'dateTime') return undefined;
  const since = dateTimeToMillis(created.value.value);
  return since === undefined ? undefined : since + seconds * 1000;
}

/** An event's ParameterMap: a JSON object of paths and values. */
export function parameterMap(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}
