/**
 * May the text of a request stand in a report that is given away? What was written is no schema's yet, so it is judged
 * by the strings in it: one that could belong to a secret, or that nobody can read, and the whole text stays out.
 */
import type { NameValue } from '../../usp/message/request-types.ts';
import type { CraftedRequest } from '../../model/craft/crafted.ts';
import { byName, secretBy, withoutConstants, type ValueJudge } from '../log/record-secrets.ts';

/** More strings, or more pairs of an object and a name, than anyone is asked about. */
const most = { strings: 500, pairs: 20_000 };

/** The text without its comments; undefined where it has a secret, or nobody can say that it has none. */
export function reportText(
  { form, text }: Pick<CraftedRequest, 'form' | 'text'>,
  variables: readonly NameValue[],
  judge: ValueJudge,
): string | undefined {
  if (form === 'bytes') return undefined;
  const literals: string[] = [];
  // What is in quotes, and comments: those say what they like, and stay out.
  const written = text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, (token) => {
    if (token.startsWith('#')) return '';
    literals.push(token.slice(1, -1));
    return token;
  });
  const bare = written.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');
  if (isUnreadable(bare)) return undefined;
  const values = new Map(variables);
  const strings = new Set(
    literals.map((one) => one.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (all, name: string) => values.get(name) ?? all)),
  );
  // JSON has bytes as base64, and its names in quotes.
  if (strings.has('payload')) return undefined;
  if (strings.size > most.strings || hasSecret([...strings], judge)) return undefined;
  return written;
}

/** Strings that are joined, fields by their number, a Message as bytes: what they hold is not seen in the text. */
function isUnreadable(bare: string): boolean {
  return (
    /""\s*""/.test(bare) ||
    /["'\\]/.test(bare.replaceAll('""', '')) ||
    /(?:^|[^\w.])\d+\s*[:{<]/.test(bare) ||
    /\bpayload\s*:\s*\[?\s*""/.test(bare)
  );
}

function hasSecret(strings: readonly string[], judge: ValueJudge): boolean {
  const isSecret = secretBy(judge);
  const objects = strings.filter((one) => one.includes('.'));
  const names = strings.filter((one) => /^[\w-]+$/.test(one));
  if (objects.length * names.length > most.pairs) return true;
  if (strings.some((one) => /[\\{]/.test(one) || withoutConstants(one, judge) !== one)) return true;
  if (strings.some((one) => byName.param(one)) || objects.some((path) => judge.param(path))) return true;
  return objects.some((path) =>
    names.some((name) => judge.param(path + name) || (path.endsWith(')') && isSecret({ of: 'input', path, name }))),
  );
}
