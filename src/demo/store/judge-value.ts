import { matchPath, parsePath, withDot } from '../../usp/path.ts';
import { checkValue, parseList, parseValue, printValue, splitList } from '../../usp/value-types.ts';
import type { ArgDef, ParamDef, ValueSpec } from '../schema/types.ts';
import type { Fault } from './fault.ts';
import type { ObjectNode } from './nodes.ts';
import { storeBounds, type Store } from './store.ts';
import { resolvePath } from '../resolve/resolve-path.ts';

export type Judged = { readonly ok: true; readonly value: string } | ({ readonly ok: false } & Fault);

/** Whether a parameter can take the text as its value: type (7011), then facets, choices and references (7012). */
export function judgeValue(store: Store, node: ObjectNode, param: ParamDef, text: string): Judged {
  return judge(store, param.spec, text, node.path);
}

/** The same for an argument of a command. */
export function judgeArgument(store: Store, arg: ArgDef, text: string, objectPath: string): Judged {
  return judge(store, arg.spec, text, objectPath);
}

function judge(store: Store, spec: ValueSpec, text: string, objectPath: string): Judged {
  if (text.length > storeBounds.valueLength) return refused(7012, 'The value is too long.');
  const read = spec.facets.list ? parseList(spec.type, text) : parseValue(spec.type, text);
  if (!read.ok) return refused(7011, read.problem);
  const checked = checkValue(spec.type, text, spec.facets);
  if (!checked.ok) return refused(7012, checked.problem);
  const value = printValue(checked.value);
  const items = spec.facets.list ? splitList(value) : [value];
  if (spec.allowedBy) {
    const problem = choiceProblem(store, spec.allowedBy, items, objectPath);
    if (problem !== undefined) return refused(7012, problem);
  }
  return spec.reference?.to === 'row' ? judgeReference(store, spec, value) : { ok: true, value };
}

function choiceProblem(
  store: Store,
  { path, also }: NonNullable<ValueSpec['allowedBy']>,
  items: readonly string[],
  objectPath: string,
): string | undefined {
  const dot = path.lastIndexOf('.');
  const source = store.find(instancesFrom(path.slice(0, dot + 1), objectPath));
  if (source?.kind !== 'object') return undefined;
  const name = path.slice(dot + 1);
  const allowed = splitList(store.read(source, name));
  const wrong = items.find((item) => item !== also && !allowed.includes(item));
  return wrong === undefined ? undefined : `"${wrong}" is not in ${name} (${allowed.join(', ')}).`;
}

/** Fills the `{i}` of a path with the instance numbers of another path that begins alike. */
function instancesFrom(path: string, objectPath: string): string {
  const own = objectPath.split('.');
  return path
    .split('.')
    .map((part, index) => (part === '{i}' ? (own[index] ?? part) : part))
    .join('.');
}

/** References are written by number or by key, and read by number (R-ARC.11, R-ARC.12). */
function judgeReference(store: Store, spec: ValueSpec, value: string): Judged {
  const { reference } = spec;
  const items: string[] = [];
  for (const item of spec.facets.list ? splitReferences(value) : value === '' ? [] : [value]) {
    const resolved = resolvePath(store, withDot(item));
    const target = resolved.ok ? resolved.targets[0] : undefined;
    const node = target?.type === 'object' ? target.node : undefined;
    if (resolved.ok && resolved.searching) return refused(7012, `"${item}" is a search; a reference names one object.`);
    if (node && reference && !pointsInto(reference.targets, node)) {
      return refused(7012, `${node.path} is not one of the objects that this may refer to.`);
    }
    if (!node && reference?.strength === 'strong') {
      return refused(7012, `"${item}" is not there; this must refer to an object that exists.`);
    }
    items.push(node ? node.path.slice(0, -1) : item);
  }
  return { ok: true, value: items.join(',') };
}

/** Paths hold commas only within the quotes of a key. */
function splitReferences(value: string): string[] {
  return (decodeURIComponentSafe(value).match(/(?:[^,"]|"[^"]*")+/g) ?? []).map((item) => item.trim());
}

function decodeURIComponentSafe(text: string): string {
  return text.replaceAll('%2C', ',').replaceAll('%20', ' ').replaceAll('%25', '%');
}

function pointsInto(targets: readonly string[], node: ObjectNode): boolean {
  return (
    targets.length === 0 ||
    targets.some((target) => {
      const pattern = parsePath(node.number === undefined ? target : `${target}{i}.`);
      // `Device.` as a target means: any object.
      return target === 'Device.' || (pattern.ok && matchPath(pattern.path, node.path) === 'same');
    })
  );
}

function refused(code: number, message: string): Judged {
  return { ok: false, code, message };
}
