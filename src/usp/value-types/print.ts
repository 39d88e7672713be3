import { printBase64, printHex } from './binary.ts';
import { printDateTime } from './date-time.ts';
import { escapeItem } from './list-text.ts';
import { printDecimal } from './numbers.ts';
import type { ListItem } from './types.ts';

/**
 * The canonical text of a value: `true`, no plus sign, no needless zeros, times in UTC (R-ENC.6).
 * One list has no text of its own: that of a single empty string prints as the empty list does.
 */
export function printValue(value: ListItem): string {
  switch (value.type) {
    case 'boolean':
      return value.value ? 'true' : 'false';
    case 'string':
    case 'unknown':
      return value.value;
    case 'int':
    case 'unsignedInt':
    case 'long':
    case 'unsignedLong':
      return String(value.value);
    case 'decimal':
      return printDecimal(value.value);
    case 'dateTime':
      return printDateTime(value.value);
    case 'base64':
      return printBase64(value.value);
    case 'hexBinary':
      return printHex(value.value);
    case 'list':
      return value.items.map(printItem).join(',');
  }
}

function printItem(item: ListItem): string {
  if (item.type === 'list') return `[${printValue(item)}]`;
  const text = printValue(item);
  return item.type === 'string' || item.type === 'unknown' ? escapeItem(text) : text;
}
