/** What is to be done with what the palette finds in a device: gone to, unless another word comes first. */
import type { SearchEntry } from '../../model/search/search-index.ts';
import type { DeviceSecrets } from '../device-secrets.ts';

export type Verb = 'go' | 'run' | 'watch' | 'tell';

export interface Asked {
  readonly verb: Verb;
  /** What is searched for. */
  readonly text: string;
}

/** `watch uptime` watches what `uptime` finds; a word alone is searched for. */
export function readVerb(typed: string): Asked {
  const text = typed.trim();
  const [, word = '', rest = ''] = /^(run|watch|tell(?:\s+me(?:\s+when)?)?)\s+(\S.*)$/i.exec(text) ?? [];
  if (rest === '') return { verb: 'go', text };
  const verb = word.toLowerCase();
  return { verb: verb === 'run' || verb === 'watch' ? verb : 'tell', text: rest };
}

/** With what of a device a verb can do something. Reactive. */
export function fitsVerb(verb: Verb, { kind, path }: SearchEntry, secrets: DeviceSecrets): boolean {
  switch (verb) {
    case 'go':
      return true;
    case 'run':
      return kind === 'command';
    case 'watch':
      return kind === 'param' && !secrets.param(path);
    case 'tell':
      return kind === 'param';
  }
}
