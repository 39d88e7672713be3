/** Arguments of commands that a person keeps under a name, for all devices, in this browser. Without secrets. */
import * as v from 'valibot';
import { factsPath } from '../../model/tr181/facts-path.ts';
import { argumentSetSchema, type ArgumentSet } from './argument-set-schema.ts';
import type { WrittenArguments } from '../device-secrets.ts';

const key = 'usp-console:argument-sets';

/** Sets kept at most, and characters of one. */
const bounds = { sets: 300, characters: 50_000 };

class ArgumentSets {
  all: readonly ArgumentSet[] = $state.raw(read());

  constructor() {
    // Another tab has changed them.
    addEventListener('storage', (event) => {
      if (event.key === key || event.key === null) this.all = read();
    });
  }

  /** Reactive: those of a command, by name. `path` resolved or supported. */
  of(path: string): readonly ArgumentSet[] {
    const command = factsPath(path);
    return this.all.filter((set) => set.command === command).sort((a, b) => a.name.localeCompare(b.name));
  }

  /** Keeps arguments; one of the same name is replaced. @returns the problem where it can't. */
  save(path: string, name: string, { args, omitted }: WrittenArguments): string | undefined {
    const set = { command: factsPath(path), name: name.trim().slice(0, 100), args, omitted } as ArgumentSet;
    if (!set.name) return 'Give it a name.';
    if (JSON.stringify(set).length > bounds.characters) return 'These arguments are too large to be kept.';
    const others = this.#without(set);
    if (others.length >= bounds.sets) return `There are ${String(bounds.sets)} already. Delete one first.`;
    this.#write([...others, set]);
    return undefined;
  }

  delete(set: ArgumentSet): void {
    this.#write(this.#without(set));
  }

  /** Takes those of an import; of the same name the import's. */
  import(sets: readonly ArgumentSet[]): void {
    const kept = this.all.filter((one) => !sets.some((set) => set.command === one.command && set.name === one.name));
    this.#write([...kept, ...sets].slice(-bounds.sets));
  }

  wipe(): void {
    this.#write([]);
  }

  #without({ command, name }: ArgumentSet): ArgumentSet[] {
    return this.all.filter((one) => one.command !== command || one.name !== name);
  }

  #write(all: readonly ArgumentSet[]): void {
    this.all = all;
    try {
      if (all.length === 0) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(all));
    } catch {
      // Full or forbidden: they hold for this tab.
    }
  }
}

function read(): readonly ArgumentSet[] {
  try {
    const result = v.safeParse(v.array(argumentSetSchema), JSON.parse(localStorage.getItem(key) ?? '[]'));
    return result.success ? result.output.slice(0, bounds.sets) : [];
  } catch {
    // Not ours, or forbidden.
    return [];
  }
}

export const argumentSets = new ArgumentSets();
