/** Which values of one device stay masked: the one place that asks the device, the book and the names together. */
import { isSecret } from '../model/secrets.ts';
import { paramsInArgument } from '../usp/fields/json-arguments.ts';
import type { NameValue } from '../usp/message/request-types.ts';
import type { SupportedModel } from '../model/supported-model.ts';
import { splitReferences } from '../model/subscription-plan.ts';
import { holdsSecret, withoutSecret } from './model/path-check.ts';
import { standard } from './tr181/standard.svelte.ts';

/** Whose value is paths: of a Subscription. */
const referenceList = /(^|[.+])ReferenceList$/;

export type ArgumentKind = 'input' | 'output' | 'event';

export interface WrittenArguments {
  readonly args: readonly NameValue[];
  readonly omitted: readonly string[];
}

export class DeviceSecrets {
  readonly #supported: () => SupportedModel;
  /** What an argument holds does not change; reports are large, and looked at again with each filter. */
  readonly #inJson = new WeakMap<NameValue, ReadonlySet<string> | 'unread'>();

  /** @param supported reactive: the supported data model of the device */
  constructor(supported: () => SupportedModel) {
    this.#supported = supported;
  }

  /** Reactive: a parameter, by its path, resolved or supported. */
  param(path: string): boolean {
    return isSecret(path, this.#supported().param(path), standard.param(path));
  }

  /** Reactive: the parameters of a table's rows by their names. Each is judged once, as a table has many rows. */
  column(table: string): (name: string) => boolean {
    const known = new Map<string, boolean>();
    return (name) => {
      let secret = known.get(name);
      if (secret === undefined) known.set(name, (secret = this.param(`${table}{i}.${name}`)));
      return secret;
    };
  }

  /** Reactive: an argument of a command or event; `path` is the command's or the event's. */
  argument(path: string, kind: ArgumentKind, name: string): boolean {
    return isSecret(`${path}.${name}`, undefined, standard.argument(path, kind, name));
  }

  /** Reactive: is an argument a secret, or is there one in the JSON that is its value? */
  carried(path: string, kind: ArgumentKind, argument: NameValue): boolean {
    const [name, value] = argument;
    if (this.argument(path, kind, name)) return true;
    let params = this.#inJson.get(argument);
    if (!params) this.#inJson.set(argument, (params = paramsInArgument({ of: kind, path, name }, value)));
    return params === 'unread' || [...params].some((param) => this.param(param));
  }

  /** The arguments that may be written down, and the names of those that may not. */
  withoutSecrets(path: string, kind: ArgumentKind, args: readonly NameValue[]): WrittenArguments {
    const omitted = args.filter((argument) => this.carried(path, kind, argument)).map(([name]) => name);
    if (omitted.length === 0) return { args, omitted };
    const left = new Set(omitted);
    return { args: args.filter(([name]) => !left.has(name)), omitted };
  }

  /** Reactive: does a path compare a secret with something? Then it is not written down, and in no address. */
  inPath(path: string): boolean {
    return holdsSecret(path, (param) => this.param(param));
  }

  /** Reactive: what an address may show of a path. */
  shownPath(path: string): string {
    return withoutSecret(path, (param) => this.param(param));
  }

  /** Reactive: does one of several paths, with commas or new lines between them? */
  inPaths(paths: string): boolean {
    return paths
      .split('\n')
      .flatMap(splitReferences)
      .some((path) => this.inPath(path));
  }

  /** Reactive: may a value of a parameter not be written down? */
  value(path: string, text: string): boolean {
    return this.param(path) || this.inPath(path) || (referenceList.test(path) && this.inPaths(text));
  }

  /**
   * Reactive: what is typed under the key of a draft: a parameter's path, `command#argument`, `table+parameter`, or
   * `row+parameter` for a copy of a row.
   * @param text what is typed: paths may hold a secret themselves
   */
  draft(key: string, text = ''): boolean {
    if (referenceList.test(key) && this.inPaths(text)) return true;
    const [path = '', argument] = key.split('#');
    if (this.inPath(path)) return true;
    if (argument !== undefined) return this.argument(path, 'input', argument);
    return this.param(path.replace(/(\.\d+)?\.\+/, '.{i}.'));
  }
}
