import { parseBounds, parseSpec } from './parse-spec.ts';
import type { ArgDef, CommandDef, EventDef, ObjectDef, ParamDef, Schema, UniqueKey, ValueSpec } from './types.ts';

/** An object while it is being read. */
interface Draft extends ObjectDef {
  readonly params: Map<string, ParamDef>;
  readonly commands: Map<string, CommandDef>;
  readonly events: Map<string, EventDef>;
  readonly children: Map<string, Draft>;
  readonly counts: Map<string, string>;
}

/**
 * Reads the supported data model from its text:
 *
 *   Device.A.B.{i}. rw n=1..4 count=BNumberOfEntries enable=Enable key=X,Y key!=Alias     an object (! : non-functional)
 *     Name ro|rw|once spec                                                                a parameter
 *     Do() sync|async                                                                     a command
 *       in Arg! spec      (! : mandatory)
 *       out Arg spec
 *     Event! Arg Arg                                                                      an event
 *
 * Parents stand before their children. Throws on text of another form: that is a fault of this program.
 */
export function parseSchema(text: string, namedTypes: string): Schema {
  const named = new Map<string, ValueSpec>();
  for (const line of linesOf(namedTypes)) {
    const space = line.indexOf(' ');
    named.set(line.slice(0, space), parseSpec(line.slice(space + 1), named).spec);
  }
  const objects = new Map<string, Draft>();
  let object: Draft | undefined;
  let args: { input: ArgDef[]; output: ArgDef[] } = { input: [], output: [] };
  for (const line of linesOf(text)) {
    if (!line.startsWith(' ')) {
      object = addObject(line, objects);
    } else if (!object) {
      throw new Error(`no object before: ${line}`);
    } else if (line.startsWith('    ')) {
      addArg(line.trim(), args, named);
    } else {
      const [name = '', kind = '', ...rest] = line.trim().split(' ');
      if (name.endsWith('()')) {
        args = { input: [], output: [] };
        object.commands.set(name, { name, async: kind === 'async', ...args });
      } else if (name.endsWith('!')) {
        object.events.set(name, { name, args: [kind, ...rest].filter((arg) => arg !== '') });
      } else {
        object.params.set(name, readParam(name, kind, rest.join(' '), named));
      }
    }
  }
  const root = objects.get('Device.');
  if (!root) throw new Error('the demo schema has no root');
  return { root, objects };
}

function readParam(name: string, access: string, text: string, named: ReadonlyMap<string, ValueSpec>): ParamDef {
  if (access !== 'ro' && access !== 'rw' && access !== 'once') throw new Error(`access of ${name}: ${access}`);
  const { spec, quiet } = parseSpec(text, named);
  // A counter may be denied too (canDeny), but it is worth watching: the demo device allows it.
  return { name, access, spec, ignoresValueChange: quiet && !text.startsWith('StatsCounter') };
}

function addArg(
  line: string,
  args: { input: ArgDef[]; output: ArgDef[] },
  named: ReadonlyMap<string, ValueSpec>,
): void {
  const [direction, name = '', ...rest] = line.split(' ');
  const arg = {
    name: name.replace(/!$/, ''),
    mandatory: name.endsWith('!'),
    spec: parseSpec(rest.join(' '), named).spec,
  };
  (direction === 'in' ? args.input : args.output).push(arg);
}

function addObject(line: string, objects: Map<string, Draft>): Draft {
  const [path = '', ...tokens] = line.split(' ');
  const isTable = path.endsWith('.{i}.');
  const parts = path.slice(0, -1).split('.'); // `Device.A.{i}.` to Device, A, {i}
  if (isTable) parts.pop();
  const name = parts.pop() ?? '';
  const draft: Draft = {
    path,
    name,
    isTable,
    ...readTokens(tokens),
    params: new Map(),
    commands: new Map(),
    events: new Map(),
    children: new Map(),
    counts: new Map(),
  };
  if (parts.length > 0) {
    const parent = objects.get(`${parts.join('.')}.`);
    if (!parent) throw new Error(`no parent for ${path}`);
    parent.children.set(name, draft);
    if (draft.countParam !== undefined) parent.counts.set(draft.countParam, name);
  }
  objects.set(path, draft);
  return draft;
}

function readTokens(tokens: readonly string[]) {
  const keys: UniqueKey[] = [];
  let writable = false;
  let minEntries = 0;
  let maxEntries: number | null = null;
  const named: { countParam?: string; enableParam?: string; when?: string } = {};
  for (const token of tokens) {
    const [word = '', value = ''] = token.split('=');
    if (word === 'rw') writable = true;
    else if (word === 'n') [minEntries, maxEntries] = withLeast(parseBounds(value));
    else if (word === 'count') named.countParam = value;
    else if (word === 'enable') named.enableParam = value;
    else if (word === 'when') named.when = value;
    else if (word === 'key' || word === 'key!') keys.push({ functional: word === 'key', params: value.split(',') });
    else throw new Error(`unknown word in the demo schema: ${token}`);
  }
  return { keys, writable, minEntries, ...(maxEntries !== null && { maxEntries }), ...named };
}

function withLeast([least, most]: [number | null, number | null]): [number, number | null] {
  return [least ?? 0, most];
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
