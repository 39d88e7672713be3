/** Input arguments of a command as fields of a form: `EnvVariable.{i}.Key` as often as the person wants. */

export interface ArgumentGroup {
  /** Up to the dot before `{i}`; empty: plain arguments. */
  readonly group: string;
  readonly names: readonly string[];
}

/** Sorts arguments into plain ones (first) and groups that repeat. Deeper repetitions stay with their first group. */
export function groupArguments(names: readonly string[]): ArgumentGroup[] {
  const groups = new Map<string, string[]>([['', []]]);
  for (const name of names) {
    const at = name.indexOf('{i}');
    const group = at < 0 ? '' : name.slice(0, at);
    // An object alone is no argument; those below it are.
    if (name.endsWith('.')) continue;
    const members = groups.get(group) ?? [];
    members.push(name);
    groups.set(group, members);
  }
  return [...groups].map(([group, members]) => ({ group, names: members }));
}

/** The name of one argument in the n-th repetition, counted from 1. */
export function argumentName(name: string, repetition: number): string {
  return name.replace('{i}', String(repetition)).replaceAll('{i}', '1');
}
