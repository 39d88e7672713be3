/** The words of a search: what a hit is, and the language by examples. The language itself: docs/model-search.md. */

export const hitKindWords = {
  object: 'object',
  table: 'table',
  row: 'row',
  param: 'parameter',
  command: 'command',
  event: 'event',
} as const;

/** Examples with what they find; each can be tried. */
export const searchHelp: readonly (readonly [example: string, words: string])[] = [
  ['wifi rad chan', 'Beginnings of the parts of a path. “opchan” finds OperatingChannelBandwidth.'],
  ['radio.1.chan', 'Parts that follow one another, as in a path.'],
  ['guests', 'Also rows by what people call them, and values that hold it.'],
  ['"IP Interface"', 'This text in one piece, in a path or a value.'],
  ['value:Up', 'Parameters whose value holds this text. Secrets are never searched by value.'],
  ['type:dateTime', 'A type, as the device says it, or a named one of TR-181 such as StatsCounter64.'],
  ['unit:dBm', 'Values measured in a unit, by TR-181.'],
  ['access:rw', 'What can be written; “access:ro” what can only be read.'],
  ['is:reference', 'Also secret, list, enum, counter, mandatory, writeOnce.'],
  ['changed:5m', 'Values seen to change in the last five minutes; s, m, h and d are understood.'],
];
