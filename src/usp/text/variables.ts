/** `{{name}}` in a quoted value stands for something that is known only when it is sent. */
import type { Problems, Span, Variables } from './written.ts';

const pattern = /\{\{\s*([\w.[\]-]+)\s*\}\}/g;

/** Characters that a text may grow to by its variables. */
const longest = 1_000_000;

/** @param span of the value in the text, for what is wrong with it */
export function fillIn(text: string, span: Span, variables: Variables, problems: Problems): string {
  if (!text.includes('{{')) return text;
  const filled = text.replace(pattern, (whole, name: string) => {
    const value = variables(name);
    if (value === undefined) problems.error(span, `There is no variable “${name}” here.`);
    return value ?? whole;
  });
  if (filled.length <= longest) return filled;
  problems.error(span, `With its variables it is longer than ${longest.toLocaleString('en')} characters.`);
  return text;
}

/** The names of all variables in a text, each once. */
export function variablesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(pattern), (match) => match[1] ?? ''))];
}
