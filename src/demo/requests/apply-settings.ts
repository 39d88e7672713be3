/** The settings of one object, as Set and Add have them: each is written or gives its error. */
import { judgeValue } from '../store/judge-value.ts';
import type { Fault } from '../store/fault.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { RequestContext } from './context.ts';

export interface Setting {
  readonly param: string;
  readonly value: string;
  readonly required: boolean;
}

export interface SettingError extends Fault {
  readonly param: string;
  readonly required: boolean;
}

export interface Applied {
  /** Relative paths of what was written. */
  readonly written: readonly string[];
  readonly errors: readonly SettingError[];
  /** The objects written to, sub-objects of a union among them. */
  readonly touched: ReadonlySet<ObjectNode>;
}

export interface ApplyOptions {
  /** The row is just being created: write-once and key parameters may be set. */
  readonly adding: boolean;
  /** Faults that the end of the Message has brought to light; they count as this setting's own. */
  readonly forced: (param: string) => Fault | undefined;
}

/** The key parameters of a new row are required whatever the Request says (note to `required` of an Add). */
export function isRequired(node: ObjectNode, setting: Setting, adding: boolean): boolean {
  return setting.required || (adding && node.def.keys.some(({ params }) => params.includes(setting.param)));
}

export function applySettings(
  context: RequestContext,
  node: ObjectNode,
  settings: readonly Setting[],
  options: ApplyOptions,
): Applied {
  const written: string[] = [];
  const errors: SettingError[] = [];
  const touched = new Set<ObjectNode>([node]);
  // A member of a union is there only after its discriminator is set, wherever that stands in the Message.
  const inOrder = [...settings].sort((a, b) => Number(a.param.includes('.')) - Number(b.param.includes('.')));
  for (const setting of inOrder) {
    const fault = options.forced(setting.param) ?? apply(context, node, setting, options.adding, touched);
    if (!fault) written.push(setting.param);
    else errors.push({ ...fault, param: setting.param, required: isRequired(node, setting, options.adding) });
  }
  return { written, errors, touched };
}

function apply(
  context: RequestContext,
  object: ObjectNode,
  { param: path, value }: Setting,
  adding: boolean,
  touched: Set<ObjectNode>,
): Fault | undefined {
  const { store, rights, rules } = context;
  const found = findParam(context, object, path);
  if (!found) return { code: 7010, message: `${object.path} has no parameter "${path}".` };
  const { node, name } = found;
  const param = node.def.params.get(name);
  if (!param) return { code: 7010, message: `${node.path} has no parameter "${name}".` };
  const full = node.path + name;
  if (!rights.full && !rights.may('Param', 'r', full) && !rights.may('Param', 'w', full)) {
    return { code: 7010, message: `${object.path} has no parameter "${path}".` }; // R-GET.1
  }
  if (!rights.may('Param', 'w', full)) return { code: 7006, message: `You may not write ${full}.` };
  if (param.access === 'ro') return { code: 7013, message: `${full} is read-only.` };
  const judged = judgeValue(store, node, param, value);
  if (!judged.ok) return judged;
  const before = store.read(node, name);
  if (!adding && judged.value !== before) {
    if (param.access === 'once' && before !== '') return { code: 7013, message: `${full} was written once, for ever.` };
    // R-KEY.1
    if (isFixedKey(node, name)) return { code: 7013, message: `${full} is a key that never changes.` };
  }
  const fault = context.injected('param', full) ?? rules.write(context, node, name, judged.value, adding);
  if (fault) return fault;
  store.write(node, name, judged.value);
  touched.add(node);
  return undefined;
}

function isFixedKey(node: ObjectNode, name: string): boolean {
  return node.def.keys.some(({ functional, params }) => !functional && params.includes(name));
}

/** A parameter of the object or of a single object below it. */
export function findParam(
  { store }: Pick<RequestContext, 'store'>,
  object: ObjectNode,
  path: string,
): { node: ObjectNode; name: string } | undefined {
  const names = path.split('.');
  const name = names.pop() ?? '';
  let node = object;
  for (const part of names) {
    const child = store.child(node, part);
    if (child?.kind !== 'object') return undefined;
    node = child;
  }
  return { node, name };
}
