/** Values as an editor has them: which editor fits, and what a type and its facts forbid, in a sentence. */
import type { ParamType } from '../../usp/message/answer-types.ts';
import { checkValue, type ValueType } from '../../usp/value-types.ts';
import { writableFacets } from '../../model/tr181/editing.ts';
import type { ValueFacts } from '../../model/tr181/facts.ts';

export interface ValueJudgement {
  /** The device says that the type is another: it will hardly take it. */
  readonly error?: string;
  /** The data model says that it is out of bounds; an Agent may take it all the same. */
  readonly warning?: string;
}

/** The type that the editor works with: the device's own word wins over the book. */
export function editedType(type: ParamType, facts?: ValueFacts): ValueType {
  return type === 'unknown' && !facts?.facets.list ? (facts?.type ?? type) : type;
}

/**
 * What is wrong with a value, in a sentence each. The type is the device's own word, the facts are the book's.
 * @param source name of the data model that the facts are from
 */
export function judgeValue(
  type: ParamType,
  text: string,
  facts: ValueFacts | undefined,
  source: string,
): ValueJudgement {
  const checked = checkValue(editedType(type, facts), text);
  if (!checked.ok) return { error: checked.problem };
  if (!facts) return {};
  const held = checkValue(facts.type, text, writableFacets(facts));
  return held.ok ? {} : { warning: `${source}: ${held.problem}` };
}

export type EditorForm = 'boolean' | 'number' | 'time' | 'bytes' | 'list' | 'text';

const forms: Partial<Record<ValueType, EditorForm>> = {
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  unsignedInt: 'number',
  unsignedLong: 'number',
  decimal: 'number',
  dateTime: 'time',
  base64: 'bytes',
  hexBinary: 'bytes',
};

/** The editor that fits. Lists are texts to the device; only the book knows that they are lists. */
export function editorForm(type: ParamType, facts?: ValueFacts): EditorForm {
  const list = facts?.facets.list;
  // Items in brackets of their own are edited as the text that they are.
  if (list) return list.nestedBrackets ? 'text' : 'list';
  return forms[editedType(type, facts)] ?? 'text';
}

/** Two ways to write a boolean: an Agent that says 1 and 0 is answered in its own words. */
export function booleanTexts(value: string): { readonly yes: string; readonly no: string } {
  return value === '1' || value === '0' ? { yes: '1', no: '0' } : { yes: 'true', no: 'false' };
}

/** Is this boolean true, in either spelling (TR-106)? */
export function isTrue(text: string | undefined): boolean {
  return text === 'true' || text === '1';
}

/** Texts of up to so many characters stand in one line. */
const shortText = 64;

/** Does the book say that values are names, paths or words of a few characters? */
export function isShort(facts: ValueFacts | undefined): boolean {
  if (!facts) return false;
  const { enumeration, patterns, sizes } = facts.facets;
  if (enumeration ?? patterns ?? facts.reference ?? facts.allowedBy) return true;
  return sizes?.every(([, most]) => most !== null && most <= shortText) ?? false;
}
