/** The markup of TR-106's descriptions as plain text: paragraphs, list items, and what its templates stand for. */
import { lastPart } from '../path-parts.ts';

export interface DescriptionContext {
  /** Supported path of what is described. */
  readonly path: string;
  readonly template: (name: string) => string | undefined;
  readonly units?: string;
  /** Description of the named type, for `{{datatype|expand}}`. */
  readonly typeText?: string;
}

/** Templates within templates. */
const deepest = 6;
/** Templates of one text: each may bring another, so that their number needs an end of its own. */
const mostTemplates = 2_000;

/** Never throws; markup that is not understood stays as its last words. */
export function plainDescription(text: string, context: DescriptionContext): string {
  const budget = { left: mostTemplates };
  const expanded = expand(text, context, 0, budget);
  return paragraphs(expanded)
    .replace(/'{2,5}/g, '')
    .replace(/[ \t]+([.,;:)])/g, '$1')
    .replace(/(\S)[ \t]{2,}/g, '$1 ')
    .trim();
}

interface Budget {
  left: number;
}

function expand(text: string, context: DescriptionContext, depth: number, budget: Budget): string {
  let result = '';
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf('{{', at);
    const end = start < 0 ? -1 : closing(text, start);
    if (end < 0) break;
    result += text.slice(at, start);
    budget.left -= 1;
    if (depth < deepest && budget.left > 0) result += replace(text.slice(start + 2, end), context, depth, budget);
    at = end + 2;
  }
  return result + text.slice(at);
}

/** Where the braces that open at `start` are closed; -1: nowhere. */
function closing(text: string, start: number): number {
  let open = 0;
  for (let at = start; at < text.length - 1; at++) {
    const pair = text.slice(at, at + 2);
    if (pair === '{{') {
      open += 1;
      at += 1;
    } else if (pair === '}}') {
      open -= 1;
      if (open === 0) return at;
      at += 1;
    }
  }
  return -1;
}

function replace(inner: string, context: DescriptionContext, depth: number, budget: Budget): string {
  const [name = '', ...args] = splitArguments(inner);
  const first = args[0] === undefined ? '' : expand(args[0], context, depth + 1, budget);
  switch (name.trim()) {
    case 'bibref':
      return args[1] === undefined ? `[${first}]` : `[${first}, ${expand(args[1], context, depth + 1, budget)}]`;
    case 'param':
    case 'command':
    case 'event':
      return readablePath(first) || lastPart(context.path);
    case 'object':
      return readablePath(first) || objectName(context.path);
    case 'template': {
      const text = context.template(first.trim());
      return text === undefined ? '' : expand(text, context, depth + 1, budget);
    }
    case 'datatype':
      if (first === 'expand') return context.typeText ? expand(context.typeText, context, depth + 1, budget) : '';
      return first;
    case 'numentries':
      return `The number of entries in the ${lastPart(context.path).replace(/NumberOfEntries$/, '')} table.`;
    case 'empty':
      return 'an empty string';
    case 'true':
    case 'false':
    case 'null':
      return name.trim();
    case 'deprecated':
    case 'obsoleted':
    case 'deleted': {
      const why = args[1] === undefined ? '' : ` ${expand(args[1], context, depth + 1, budget)}`;
      return `(${name.trim()}${first ? ` in ${first}` : ''}${why})`;
    }
    case 'issue':
    case 'mark':
    case 'appdef':
    case 'noreference':
    case 'nolist':
    case 'showid':
      return '';
    case 'div':
    case 'span':
      return args[1] === undefined ? first : expand(args[1], context, depth + 1, budget);
    case 'units':
      return context.units ?? '';
    case 'list':
      return first ? `A list; ${first}` : 'A list.';
    case 'reference':
      return first ? `The value refers to ${first}.` : 'The value refers to another object.';
    // Choices, patterns, entries and keys stand beside the text already.
    default:
      return first;
  }
}

/** At the bars that lie in no inner braces. */
function splitArguments(inner: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < inner.length; at++) {
    if (inner.startsWith('{{', at)) depth += 1;
    else if (inner.startsWith('}}', at)) depth -= 1;
    else if (inner[at] === '|' && depth <= 0) {
      parts.push(inner.slice(from, at));
      from = at + 1;
      continue;
    } else continue;
    at += 1;
  }
  parts.push(inner.slice(from));
  return parts;
}

/** Lines that belong together as one; an empty line ends a paragraph, a mark at the start of a line begins an item. */
function paragraphs(text: string): string {
  const blocks: string[] = [];
  let block = '';
  const end = (): void => {
    if (block) blocks.push(block);
    block = '';
  };
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    const item = /^([*#:]+)\s+(.*)$/.exec(line);
    if (line === '') end();
    else if (item) {
      end();
      block = `${'  '.repeat((item[1] ?? '').length - 1)}• ${item[2] ?? ''}`;
    } else block += block ? ` ${line}` : line;
  }
  end();
  return blocks.map((part, at) => (part.trimStart().startsWith('•') && at > 0 ? `\n${part}` : `\n\n${part}`)).join('');
}

/** The object itself, or the one that a parameter lies in. */
function objectName(path: string): string {
  const names = path.split('.').filter((part) => part !== '{i}');
  return names.at(-2) ?? '';
}

/** `##.IP.Interface` is how a file finds its way; a reader needs the names. */
function readablePath(path: string): string {
  return path.replace(/^[#.]+/, '');
}
