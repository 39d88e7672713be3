/** What TR-181 says of a value, as lines for a person. */
import type { ValueFacts } from '../../model/tr181/facts.ts';

const accessWords = {
  readOnly: 'read only',
  readWrite: 'read and write',
  writeOnce: 'written once, with its row',
} as const;

/** Pairs of a heading and its words; only what it really says. */
export function factsWords(facts: ValueFacts): (readonly [heading: string, words: string])[] {
  const { facets, defaultValue } = facts;
  const lines: (readonly [string, string])[] = [
    ['TR-181 type', `${facets.list ? 'list of ' : ''}${facts.typeName ?? facts.type}, ${accessWords[facts.access]}`],
  ];
  if (facts.units) lines.push(['Unit', facts.units]);
  if (facets.ranges) lines.push(['Range', facets.ranges.map(([least, most]) => span(least, most)).join(' or ')]);
  if (facets.sizes) lines.push(['Length', facets.sizes.map(([least, most]) => span(least, most)).join(' or ')]);
  if (defaultValue)
    lines.push([defaultWords[defaultValue.kind], defaultValue.value === '' ? 'empty' : defaultValue.value]);
  if (facts.reference) {
    const { targets } = facts.reference;
    lines.push(['Refers to', targets.length > 0 ? targets.join(', ') : 'any object']);
  }
  if (facts.startsAction) lines.push(['Writing it', 'starts an action']);
  if (facts.since) lines.push(['Since', `Device:${facts.since}`]);
  if (facts.status !== 'current') lines.push(['Status', facts.status]);
  return lines;
}

const defaultWords = {
  creation: 'In a new row',
  factory: 'From the factory',
  absent: 'Left out',
  agent: 'Left out',
} as const;

function span(least: number | bigint | null, most: number | bigint | null): string {
  if (least === most) return String(least);
  if (least === null) return `up to ${String(most)}`;
  return most === null ? `from ${String(least)}` : `${String(least)} to ${String(most)}`;
}
