/** What may come next while a message is written: fields that fit, names of values. For both forms of text. */
import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { ScalarType } from '@bufbuild/protobuf';
import { PairSchema } from '../../gen/usp-msg_pb.ts';
import { fieldByName, payloadSchema } from './fields.ts';
import { typeWords } from './scalars.ts';

export interface Completion {
  readonly label: string;
  /** What takes the place of the text from `from` to the cursor. */
  readonly insert: string;
  readonly detail: string;
}

export interface Completions {
  readonly from: number;
  readonly items: readonly Completion[];
}

/** Where the cursor stands: in which message, and behind which field where its value is expected. */
interface Place {
  readonly schema: DescMessage | undefined;
  readonly field?: DescField | undefined;
  /** Members that are already there. */
  readonly seen: ReadonlySet<string>;
}

const textToken = /#[^\n]*|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[A-Za-z_]\w*|[{}<>[\]:,;]|[^\s{}<>[\]:,;"'#]+/g;
const jsonToken = /"(?:[^"\\]|\\.)*"?|[A-Za-z_]\w*|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** For protobuf text form. @param at the cursor, in UTF-16 units */
export function completeText(schema: DescMessage, text: string, at: number): Completions {
  const word = wordBefore(text, at);
  const place = word === undefined ? undefined : placeInText(schema, text.slice(0, at - word.length));
  if (word === undefined || !place) return { from: at, items: [] };
  const items = place.field ? valuesOf(place.field, (name) => name) : fieldsOf(place, textInsert);
  return { from: at - word.length, items: fitting(items, word) };
}

/** For the JSON mapping; a name may be begun with or without its quote. */
export function completeJson(schema: DescMessage, text: string, at: number): Completions {
  const name = wordBefore(text, at);
  if (name === undefined) return { from: at, items: [] };
  const word = text.charAt(at - name.length - 1) === '"' ? `"${name}` : name;
  const place = placeInJson(schema, text.slice(0, at - word.length));
  if (!place) return { from: at, items: [] };
  const items = place.field ? valuesOf(place.field, (name) => `"${name}"`) : fieldsOf(place, jsonInsert);
  return { from: at - word.length, items: fitting(items, word.replace('"', '')) };
}

/** No name is longer; what is, is a value. Walked back over: a pattern would try at every character of a long one. */
const longestWord = 100;

/** The name that is begun before a place; undefined: what stands there is no name. */
function wordBefore(text: string, at: number): string | undefined {
  let from = at;
  while (from > 0 && at - from <= longestWord && /\w/.test(text.charAt(from - 1))) from -= 1;
  const word = text.slice(from, at);
  return word.length > longestWord || /^\d/.test(word) ? undefined : word;
}

function placeInText(schema: DescMessage, before: string): Place | undefined {
  const stack: { schema: DescMessage | undefined; seen: Set<string> }[] = [{ schema, seen: new Set() }];
  let field: DescField | undefined;
  let value = false;
  for (const [token] of before.matchAll(textToken)) {
    const top = stack.at(-1);
    if (!top) return undefined;
    if (token.startsWith('#')) continue;
    if (isOpen(token)) return undefined;
    if (token === '{' || token === '<') {
      stack.push({ schema: field?.message ?? (field && payloadSchema(field)), seen: new Set() });
      value = false;
    } else if (token === '}' || token === '>') {
      stack.pop();
      value = false;
    } else if (token === ':') {
      value = true;
    } else if (token === '[') {
      value = true;
    } else if (token === ']' || token === ',' || token === ';') {
      value = token === ',' && value;
    } else if (value) {
      value = false;
    } else {
      field = top.schema && fieldByName(top.schema, token);
      if (field) top.seen.add(field.name);
    }
  }
  const top = stack.at(-1);
  return top && { ...top, ...(value && { field }) };
}

function placeInJson(schema: DescMessage, before: string): Place | undefined {
  /** `schema` undefined: a map or something unknown; `list`: an array of the field above. */
  const stack: { schema: DescMessage | undefined; seen: Set<string>; list: DescField | undefined }[] = [];
  let field: DescField | undefined;
  let value = true;
  for (const [token] of before.matchAll(jsonToken)) {
    const top = stack.at(-1);
    if (isOpen(token)) return undefined;
    if (token === '{') {
      const inside = stack.length === 0 ? schema : messageOf(top?.list ?? field, top?.list !== undefined);
      stack.push({ schema: inside, seen: new Set(), list: undefined });
      value = false;
    } else if (token === '[') {
      stack.push({ schema: undefined, seen: new Set(), list: field });
      value = true;
    } else if (token === '}' || token === ']') {
      stack.pop();
      value = false;
    } else if (token === ':') {
      value = true;
    } else if (token === ',') {
      value = top?.list !== undefined;
      if (!value) field = undefined;
    } else if (!value) {
      field = top?.schema && fieldByName(top.schema, token.replaceAll('"', ''));
      if (field) top?.seen.add(field.name);
    }
  }
  const top = stack.at(-1);
  if (!top) return undefined;
  return { schema: top.schema, seen: top.seen, ...(value && { field: top.list ?? field }) };
}

/** A text in quotes that has not come to its end: the cursor stands in it. */
function isOpen(token: string): boolean {
  const quote = token.charAt(0);
  if (quote !== '"' && quote !== "'") return false;
  return token.length === 1 || !token.endsWith(quote) || /(?<!\\)(?:\\\\)*\\$/.test(token.slice(0, -1));
}

/** In an array a pair is an object with key and value; a whole map is an object of any names. */
function messageOf(field: DescField | undefined, inList: boolean): DescMessage | undefined {
  if (field?.message === PairSchema && !inList) return undefined;
  return field?.message ?? (field && payloadSchema(field));
}

function fieldsOf({ schema, seen }: Place, insert: (field: DescField) => string): Completion[] {
  const taken = new Set(schema?.fields.flatMap((field) => (seen.has(field.name) && field.oneof ? [field.oneof] : [])));
  return (schema?.fields ?? [])
    .filter((field) => field.fieldKind === 'list' || !seen.has(field.name))
    .filter((field) => !field.oneof || !taken.has(field.oneof))
    .map((field) => ({ label: field.name, insert: insert(field), detail: detailOf(field) }));
}

function valuesOf(field: DescField, insert: (name: string) => string): Completion[] {
  if (field.scalar === ScalarType.BOOL) {
    return ['true', 'false'].map((label) => ({ label, insert: label, detail: '' }));
  }
  return (field.enum?.values ?? []).map(({ name, number }) => ({
    label: name,
    insert: insert(name),
    detail: String(number),
  }));
}

function textInsert(field: DescField): string {
  return field.message ? `${field.name} {` : quotes(field) ? `${field.name}: "` : `${field.name}: `;
}

function jsonInsert(field: DescField): string {
  const name = `"${field.jsonName}": `;
  const map = field.message === PairSchema;
  if (field.fieldKind === 'list' && !map) return `${name}[`;
  return field.message ? `${name}{` : quotes(field) ? `${name}"` : name;
}

function quotes(field: DescField): boolean {
  return field.scalar === ScalarType.STRING || field.scalar === ScalarType.BYTES;
}

function detailOf(field: DescField): string {
  const type = field.message?.name ?? field.enum?.name ?? typeWords(field);
  return [type, field.fieldKind === 'list' ? 'any number' : '', field.oneof ? `one of ${field.oneof.name}` : '']
    .filter((part) => part !== '')
    .join(', ');
}

function fitting(items: readonly Completion[], word: string): Completion[] {
  const wanted = word.toLowerCase();
  const rank = ({ label }: Completion) => (label.toLowerCase().startsWith(wanted) ? 0 : 1);
  return items.filter(({ label }) => label.toLowerCase().includes(wanted)).sort((a, b) => rank(a) - rank(b));
}
