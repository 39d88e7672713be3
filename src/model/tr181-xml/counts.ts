import type { BroughtModel } from './read-model.ts';

export interface ModelCounts {
  readonly objects: number;
  readonly params: number;
  readonly commands: number;
  readonly events: number;
  /** Texts, those of single choices among them. */
  readonly descriptions: number;
}

/** What a data model that was brought holds itself. */
export function countsOf({ table, descriptions }: BroughtModel): ModelCounts {
  const all = [...table.objects.values()];
  const sum = (kind: 'params' | 'commands' | 'events'): number =>
    all.reduce((total, object) => total + object[kind].size, 0);
  return {
    objects: all.length,
    params: sum('params'),
    commands: sum('commands'),
    events: sum('events'),
    descriptions: descriptions.size,
  };
}
