/** Which values of one device stay masked: the one place that asks the device, the book and the names together. */
import { isSecret } from '../model/secrets.ts';
import type { NameValue } from '../usp/message/request-types.ts';
import type { SupportedModel } from '../model/supported-model.ts';
import { standard } from './tr181/standard.svelte.ts';

export type ArgumentKind = 'input' | 'output' | 'event';

export interface WrittenArguments {
  readonly args: readonly NameValue[];
  readonly omitted: readonly string[];
}

export class DeviceSecrets {
  readonly #supported: () => SupportedModel;

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

  /** The arguments that may be written down, and the names of those that may not. */
  withoutSecrets(path: string, kind: ArgumentKind, args: readonly NameValue[]): WrittenArguments {
    const omitted = args.map(([name]) => name).filter((name) => this.argument(path, kind, name));
    if (omitted.length === 0) return { args, omitted };
    const left = new Set(omitted);
    return { args: args.filter(([name]) => !left.has(name)), omitted };
  }

  /**
   * Reactive: what is typed under the key of a draft: a parameter's path, `command#argument`, `table+parameter`, or
   * `row+parameter` for a copy of a row.
   */
  draft(key: string): boolean {
    const [path = '', argument] = key.split('#');
    if (argument !== undefined) return this.argument(path, 'input', argument);
    return this.param(path.replace(/(\.\d+)?\.\+/, '.{i}.'));
  }
}
