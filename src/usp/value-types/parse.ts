import { decodePercent } from '../percent.ts';
import { parseBase64, parseHex } from './binary.ts';
import { parseDateTime } from './date-time.ts';
import { splitList, splitNestedList } from './list-text.ts';
import { parseDecimal, parseInteger } from './numbers.ts';
import type { ListItem, ListResult, TypedValue, ValueResult, ValueType } from './types.ts';

// The white space of XML Schema: around every value but a string it means nothing.
const OUTER_SPACE = /^[ \t\r\n]+|[ \t\r\n]+$/g;

/** Reads the text of one value. Never throws; `problem` is a sentence for a person. */
export function parseValue(type: ValueType, text: string): ValueResult {
  if (type === 'string' || type === 'unknown') return { ok: true, value: { type, value: text } };
  const value = read(type, text.replace(OUTER_SPACE, ''));
  return typeof value === 'string' ? { ok: false, problem: value } : { ok: true, value };
}

function read(type: Exclude<ValueType, 'string' | 'unknown'>, text: string): TypedValue | string {
  switch (type) {
    case 'boolean': {
      if (text === 'true' || text === '1') return { type, value: true };
      if (text === 'false' || text === '0') return { type, value: false };
      return 'Expected true or false.';
    }
    case 'int':
    case 'unsignedInt': {
      const value = parseInteger(type, text);
      return typeof value === 'string' ? value : { type, value: Number(value) };
    }
    case 'long':
    case 'unsignedLong': {
      const value = parseInteger(type, text);
      return typeof value === 'string' ? value : { type, value };
    }
    case 'decimal': {
      const value = parseDecimal(text);
      return typeof value === 'string' ? value : { type, value };
    }
    case 'dateTime': {
      const value = parseDateTime(text);
      return typeof value === 'string' ? value : { type, value };
    }
    case 'base64':
    case 'hexBinary': {
      const value = type === 'base64' ? parseBase64(text) : parseHex(text);
      return typeof value === 'string' ? value : { type, value };
    }
  }
}

/** Reads a comma-separated list of values of one type; with `nestedBrackets`, items in brackets are lists. */
export function parseList(type: ValueType, text: string, nestedBrackets = false): ListResult {
  const items: ListItem[] = [];
  const texts = nestedBrackets ? splitNestedList(text) : splitList(text);
  if (!texts) return { ok: false, problem: 'The brackets of the list do not match.' };
  for (const [index, itemText] of texts.entries()) {
    const nested = nestedBrackets && itemText.startsWith('[') && itemText.endsWith(']');
    const isText = type === 'string' || type === 'unknown';
    const item = nested
      ? parseList(type, itemText.slice(1, -1), true)
      : parseValue(type, isText ? decodePercent(itemText) : itemText);
    if (!item.ok) return { ok: false, problem: `Item ${String(index + 1)} of the list: ${item.problem}` };
    items.push(item.value);
  }
  return { ok: true, value: { type: 'list', items } };
}
