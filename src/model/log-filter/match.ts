/** Whether an entry fits a filter. Made once for a filter, asked for each entry. */
import type { LogEntry } from '../../wire/entry.ts';
import type { SearchTerm } from '../../wire/search.ts';
import { answerTo, type LinkedEntries } from './answers.ts';
import type { Comparison, Filter, Term } from './terms.ts';

/**
 * What the worker found for a term of its search: it has the bytes, and every Path Name. Nothing yet is found where it
 * has not looked yet.
 */
export type FoundBySearch = (term: SearchTerm) => { has(seq: number): boolean };

export type Fits = (entry: LogEntry) => boolean;

/** @param entries the log that the entries are of */
export function fitsFilter(filter: Filter, found: FoundBySearch, entries: LinkedEntries): Fits {
  if (filter.length === 0) return () => true;
  const alternatives = filter.map((terms) => terms.map((term) => fitsTerm(term, found, entries)));
  return (entry) => alternatives.some((terms) => terms.every((fits) => fits(entry)));
}

/** What the worker has to look for, each once. */
export function searchTerms(filter: Filter): SearchTerm[] {
  const terms = new Map<string, SearchTerm>();
  for (const term of filter.flat().map(searchTerm)) if (term) terms.set(JSON.stringify(term), term);
  return [...terms.values()];
}

function searchTerm(term: Term): SearchTerm | undefined {
  return term.field === 'text' || term.field === 'path'
    ? { in: term.field, value: term.value.toLowerCase() }
    : undefined;
}

function fitsTerm(term: Term, found: FoundBySearch, entries: LinkedEntries): Fits {
  const fits = fitsCondition(term, found, entries);
  return term.negated ? (entry) => !fits(entry) : fits;
}

function fitsCondition(term: Term, found: FoundBySearch, entries: LinkedEntries): Fits {
  switch (term.field) {
    case 'text': {
      const value = term.value.toLowerCase();
      const inBytes = found({ in: 'text', value });
      return (entry) => says(entry, value) || inBytes.has(entry.seq);
    }
    case 'path': {
      const inPaths = found({ in: 'path', value: term.value.toLowerCase() });
      return ({ seq }) => inPaths.has(seq);
    }
    case 'type':
      return typeFits(term.value);
    case 'err': {
      const { code } = term;
      return code === undefined ? failed : ({ result }) => result?.codes.includes(code) ?? false;
    }
    case 'size':
      return ({ size }) => size !== undefined && holds(size, term.compare, term.value);
    case 'rtt':
      return ({ roundTrip }) => roundTrip !== undefined && holds(roundTrip, term.compare, term.value);
    case 'dir':
      return ({ kind }) => (kind === 'dropped' ? 'in' : kind) === term.value;
    case 'kind':
      return ({ kind }) => kind === term.value;
    case 'lint':
      return ({ gravest }) => gravest !== undefined && (term.value === 'any' || gravest === term.value);
    case 'answer':
      return (entry) => answerTo(entry, entries) === term.value;
    case 'mtp':
      return ({ mtp }) => mtp === term.value;
    case 'record':
      return ({ recordType }) => recordType !== undefined && recordWord(recordType) === term.value;
    case 'peer': {
      const text = term.value.toLowerCase();
      return ({ from, to, device }) => [from, to, device].some((name) => name?.toLowerCase().includes(text));
    }
    case 'id': {
      const fits = wildcard(term.value);
      return ({ msgId }) => msgId !== undefined && fits(msgId);
    }
    case 'session': {
      const fits = wildcard(term.value);
      return ({ session }) => session !== undefined && fits(session.sessionId);
    }
    case 'topic': {
      const text = term.value.toLowerCase();
      return ({ topic }) => topic?.toLowerCase().includes(text) ?? false;
    }
  }
}

/** Whether what comes later may change whether an entry fits. */
export function asksForAnswers(filter: Filter): boolean {
  return filter.some((terms) => terms.some(({ field }) => field === 'answer'));
}

/** Whether something went wrong in an entry, or it tells of something that did. */
export function failed({ kind, result }: LogEntry): boolean {
  return kind === 'error' || kind === 'dropped' || result?.ok === false;
}

/** A Record's type in one word. */
export function recordWord(recordType: NonNullable<LogEntry['recordType']>): string {
  if (recordType === 'noSessionContext') return 'plain';
  if (recordType === 'sessionContext') return 'session';
  return recordType === 'disconnect' ? 'disconnect' : 'connect';
}

function says(entry: LogEntry, text: string): boolean {
  const { note, msgType, msgId, from, to, topic, kind } = entry;
  return [note, msgType, msgId, from, to, topic, kind].some((part) => part?.toLowerCase().includes(text));
}

/** `get` is both halves, the request and its response; with a `*`, or as a response, it is what it says. */
function typeFits(value: string): Fits {
  const wanted = plainName(value);
  const fits = wildcard(wanted);
  return ({ msgType }) => {
    if (msgType === undefined) return false;
    const name = plainName(msgType);
    return fits(name) || name === `${wanted}resp`;
  };
}

/** `GET_RESP`, `GetResp` and `get_resp` are one name, and so are the standard's two words for GetSupportedProtocol. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[_\s]/g, '')
    .replace(/response$/, 'resp')
    .replace('supportedprotocol', 'supportedproto');
}

/** The whole of a text, whatever the case; a `*` stands for anything. */
function wildcard(pattern: string): (text: string) => boolean {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const regexp = new RegExp(`^${source}$`, 'is');
  return (text) => regexp.test(text);
}

function holds(value: number, compare: Comparison, other: number): boolean {
  switch (compare) {
    case '>':
      return value > other;
    case '>=':
      return value >= other;
    case '<':
      return value < other;
    case '<=':
      return value <= other;
    case '=':
      return value === other;
  }
}
