/** What a half-typed path can go on as: names, rows, wildcards, and within `[ ]` parameters, operators and values. */
import type { ParamType } from '../usp/message/answer-types.ts';
import type { DeviceModel } from './device-model.ts';
import { compareParts, lastPart, parentPath } from './path-parts.ts';
import { factsPath } from './tr181/facts-path.ts';
import { childPaths } from './tree-rows.ts';

export interface Completion {
  /** The whole text with it. */
  readonly text: string;
  /** What it is, where its name does not tell. */
  readonly note?: string;
}

/** What is being typed, for a word of help. */
export type TypedPlace = 'name' | 'row' | 'param' | 'operator' | 'value' | 'after-value';

export interface PathCompletion {
  readonly place: TypedPlace;
  readonly completions: readonly Completion[];
}

/** What the model alone does not know of a parameter; `path` is its supported path. */
export interface CompletionKnowledge {
  readonly isSecret: (path: string) => boolean;
  readonly choices: (path: string) => readonly string[];
}

/** Then no values are offered. */
const nothingKnown: CompletionKnowledge = { isSecret: () => true, choices: () => [] };

/** Texts that begin as typed, upper and lower case alike, the objects first; at most `limit`. */
export function completePath(
  model: DeviceModel,
  typed: string,
  limit: number,
  known: CompletionKnowledge = nothingKnown,
): PathCompletion {
  const text = typed.trimStart();
  const expression = openExpression(text);
  const { place, completions } = expression ? inExpression(model, expression, known) : inPath(model, text);
  return { place, completions: completions.slice(0, limit) };
}

function inPath(model: DeviceModel, text: string): PathCompletion {
  const end = endOfObject(text);
  const object = text.slice(0, end);
  const begun = text.slice(end).toLowerCase();
  if (!object) return { place: 'name', completions: 'device.'.startsWith(begun) ? [{ text: 'Device.' }] : [] };
  const fits = (name: string): boolean => name.toLowerCase().startsWith(begun);
  // A wildcard or a search stands for any row: what can follow it is what the data model has there.
  const at = factsPath(object);
  const isTable = model.supported.isTable(at) || model.table(object) !== undefined;
  const found = isTable ? rowsThatFit(model, object, fits) : childPaths(model, at).map(lastPart).filter(fits);
  const node = isTable ? undefined : model.supported.node(at);
  const members = new Set([
    ...(node?.params.keys() ?? []),
    ...(model.object(object)?.params.keys() ?? []),
    ...(node?.commands.keys() ?? []),
    ...(node?.events.keys() ?? []),
  ]);
  const below = found.map((name): Completion => ({ text: `${object}${name}.` }));
  const wild: Completion[] =
    isTable && begun === ''
      ? [
          { text: `${object}*.`, note: 'all rows' },
          { text: `${object}[`, note: 'rows that meet a condition' },
        ]
      : [];
  return {
    place: isTable ? 'row' : 'name',
    completions: [...wild, ...below, ...[...members].filter(fits).map((name) => ({ text: object + name }))],
  };
}

/** Rows of a table that are looked at: nobody chooses among more, and a key is not to wait for them. */
const mostRows = 2_000;

function rowsThatFit(model: DeviceModel, table: string, fits: (name: string) => boolean): string[] {
  const found: string[] = [];
  let looked = 0;
  for (const row of model.table(table)?.rows ?? []) {
    if ((looked += 1) > mostRows) break;
    const number = lastPart(row);
    if (fits(number)) found.push(number);
  }
  return found.sort(compareParts);
}

/** An expression that is not closed yet: what is before it, and the comparison that is being typed. */
interface OpenExpression {
  /** Up to where the comparison begins. */
  readonly before: string;
  /** Supported path of the rows that are searched. */
  readonly rows: string;
  readonly comparison: string;
}

const comparison = /^\s*([^\s=!~<>"]*)\s*(==|!=|~=|<=|>=|<|>)?\s*(.*)$/s;

function inExpression(model: DeviceModel, open: OpenExpression, known: CompletionKnowledge): PathCompletion {
  const [, name = '', operator, value = ''] = comparison.exec(open.comparison) ?? [];
  const param = model.supported.param(open.rows + name);
  if (!operator) {
    const names = paramNames(model, open.rows, name);
    const isWhole = param !== undefined;
    const operators = isWhole ? operatorsOf(param.type) : [];
    return {
      place: isWhole && names.length <= 1 ? 'operator' : 'param',
      completions: [
        ...operators.map(([sign, note]): Completion => ({ text: open.before + name + sign, note })),
        ...names.filter((one) => one !== name).map((one): Completion => ({ text: open.before + one })),
      ],
    };
  }
  const begun = open.before + name + operator;
  if (isWholeValue(value)) {
    return {
      place: 'after-value',
      completions: [
        { text: `${begun}${value.trim()}].`, note: 'ends the search' },
        { text: `${begun}${value.trim()}&&`, note: 'and another condition' },
      ],
    };
  }
  const fits = (constant: string): boolean => constant.toLowerCase().startsWith(value.trimStart().toLowerCase());
  const constants = known.isSecret(open.rows + name) ? [] : constantsOf(model, open.rows, name, param?.type, known);
  return { place: 'value', completions: constants.filter(fits).map((constant) => ({ text: begun + constant })) };
}

/** Parameters of the rows, and the objects below them, whose parameters can be compared as well. */
function paramNames(model: DeviceModel, rows: string, typed: string): string[] {
  const dot = typed.lastIndexOf('.') + 1;
  const above = typed.slice(0, dot);
  const begun = typed.slice(dot).toLowerCase();
  const node = model.supported.node(rows + above);
  const below = [...(node?.children ?? [])]
    .filter((path) => !path.endsWith('{i}.'))
    .map((path) => `${lastPart(path)}.`);
  return [...(node?.params.keys() ?? []), ...below]
    .filter((name) => name.toLowerCase().startsWith(begun))
    .map((name) => above + name);
}

const equality = [
  ['==', 'is'],
  ['!=', 'is not'],
] as const;
const order = [
  ['<', 'less than'],
  ['<=', 'at most'],
  ['>', 'more than'],
  ['>=', 'at least'],
] as const;

function operatorsOf(type: ParamType): readonly (readonly [sign: string, note: string])[] {
  if (type === 'boolean') return equality;
  // An Agent says nothing of lists: to it they are strings.
  if (type === 'string') return [...equality, ['~=', 'holds the item, of a list']];
  return type === 'base64' || type === 'hexBinary' ? equality : [...equality, ...order];
}

/** Is there nothing to add to the constant? */
function isWholeValue(value: string): boolean {
  const text = value.trim();
  return text.startsWith('"') ? text.length > 1 && text.endsWith('"') : /^(true|false|.*\d\s)$/.test(value);
}

/** Values that the rows have now and that the data model knows, as they are written in an expression. */
function constantsOf(
  model: DeviceModel,
  rows: string,
  name: string,
  type: ParamType | undefined,
  known: CompletionKnowledge,
): string[] {
  if (type === 'boolean') return ['true', 'false'];
  const values = new Set<string>();
  for (const row of model.table(parentPath(rows))?.rows ?? []) {
    const value = model.value(row + name)?.value;
    if (value !== undefined && value.length <= longestConstant) values.add(value);
    if (values.size >= mostConstants) break;
  }
  for (const choice of known.choices(rows + name)) values.add(choice);
  const isText = type === undefined || type === 'string' || type === 'base64' || type === 'hexBinary';
  return [...values].map((value) => (isText ? `"${value.replaceAll('%', '%25').replaceAll('"', '%22')}"` : value));
}

/** Values that are offered, and characters of one. */
const mostConstants = 50;
const longestConstant = 64;

/** Index after the last dot that is outside of brackets and quotes. */
function endOfObject(text: string): number {
  let end = 0;
  for (const { at, char } of outside(text)) if (char === '.') end = at + 1;
  return end;
}

/** The expression that the text ends in, if it is not closed. */
function openExpression(text: string): OpenExpression | undefined {
  let open = -1;
  let and = -1;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (open >= 0 && char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === '[') [open, and] = [at, -1];
    else if (char === ']') open = -1;
    else if (open >= 0 && text.startsWith('&&', at)) and = at;
  }
  if (open < 0) return undefined;
  const from = and < 0 ? open + 1 : and + 2;
  const before = text.slice(0, from);
  return { before, rows: `${factsPath(text.slice(0, open))}{i}.`, comparison: text.slice(from) };
}

/** Characters outside of expressions. */
function* outside(text: string): Generator<{ readonly at: number; readonly char: string }> {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (depth > 0 && char === '"') quoted = !quoted;
    if (quoted) continue;
    if (char === '[') depth += 1;
    else if (char === ']') depth = Math.max(0, depth - 1);
    else if (depth === 0) yield { at, char };
  }
}
