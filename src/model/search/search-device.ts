/**
 * Searches a device: every object, row, parameter, command and event, by path, by value and by facts, ranked. A
 * generator, so that whoever runs it decides how long a slice is; the result is the same however it is cut.
 */
import type { DeviceModel, ObjectNode, ParamValue } from '../device-model.ts';
import { comparePartLists, pathParts } from '../path-parts.ts';
import { rowName } from '../tree-rows.ts';
import { factsFit } from '../tr181/search-facts.ts';
import type { ValueFacts } from '../tr181/facts.ts';
import { matchWord, noMatch, prepareWord, worth, type PreparedWord, type WordMatch } from './match-entry.ts';
import { pathPart, type PathPart } from './match-part.ts';
import type { SearchQuery } from './query.ts';
import { saidFacts } from './said-facts.ts';
import { instanceNumbers, type EntryKind, type SearchEntry, type SearchIndex } from './search-index.ts';

export interface SearchHit {
  readonly kind: EntryKind;
  /** On the device; with `{i}` where no row of the table is known. */
  readonly path: string;
  readonly score: number;
}

export interface SearchResult {
  /** The best first. */
  readonly hits: readonly SearchHit[];
  /** All that fit, also beyond `most`. */
  readonly total: number;
}

/** What besides the model is known of a parameter; paths are supported paths. */
export interface SearchKnowledge {
  facts(path: string): ValueFacts | undefined;
  isSecret(path: string): boolean;
}

export interface SearchOptions {
  /** Milliseconds since the epoch, for `changed:`. */
  readonly now: number;
  /** Hits that are kept. */
  readonly most: number;
  /** Asked between small steps: true hands the thread back. */
  readonly shouldYield: () => boolean;
  /** Leaves out what is not wanted, before the best are chosen; absent: all is. */
  readonly wants?: (entry: SearchEntry) => boolean;
}

/** Gives what was found up to now. Of two hits that are in it, and in the result, none changes sides with the other. */
export type FoundSoFar = () => SearchResult;

/** Characters of a value that are looked through. */
export const valueBound = 100_000;

const valueScores = { whole: 60, start: 45, middle: 35 };
/** For words that stand in the order of the path. */
const inOrder = 10;

export function* searchDevice(
  model: DeviceModel,
  index: SearchIndex,
  query: SearchQuery,
  known: SearchKnowledge,
  options: SearchOptions,
): Generator<FoundSoFar, SearchResult> {
  const best = new BestHits(options.most);
  const soFar = () => best.result();
  if (query.isEmpty) return soFar();
  const search = new EntrySearch(model, query, known, options.now);
  for (const object of index.objects()) {
    const here: Look[] = [];
    for (const entry of index.entries(object)) {
      if (options.shouldYield()) yield soFar;
      if (options.wants?.(entry) === false) continue;
      const look = search.look(entry);
      if (look?.entry.below === object) here.push(look);
      else if (look) yield* lookAround(model, index, [look], entry.below, best, options);
    }
    if (here.length > 0) yield* lookAround(model, index, here, object, best, options);
  }
  return soFar();
}

/** All places of one object of the data model, each looked up once for all that is searched in it. */
function* lookAround(
  model: DeviceModel,
  index: SearchIndex,
  looks: readonly Look[],
  below: string,
  best: BestHits,
  options: SearchOptions,
): Generator<FoundSoFar, void> {
  const soFar = () => best.result();
  const places = index.instances(below);
  // Nothing of it is known yet: it is found where it would be.
  for (const path of places.size > 0 ? places : [below]) {
    const place = new Place(path, model.object(path));
    for (const { entry, score } of looks) {
      if (options.shouldYield()) yield soFar;
      best.add(entry, path, typeof score === 'number' ? score : score(place));
    }
  }
}

/** One object on the device, looked at for many entries. */
class Place {
  readonly path: string;
  readonly #node: ObjectNode | undefined;
  #numbers: readonly PathPart[] | undefined;

  constructor(path: string, node: ObjectNode | undefined) {
    this.path = path;
    this.#node = node;
  }

  value(name: string): ParamValue | undefined {
    return this.#node?.params.get(name);
  }

  /** Does it have the instance numbers that a word asks for, wherever in its path? */
  hasNumbers(word: PreparedWord): boolean {
    return word.numbers.every((number) => this.path.includes(`.${number}.`));
  }

  /** The parts of an entry with the instance numbers of this place. */
  parts(entry: SearchEntry): readonly PathPart[] {
    this.#numbers ??= instanceNumbers(this.path).map(pathPart);
    let next = 0;
    return entry.parts.map((part) => (part.text === '{i}' ? (this.#numbers?.[next++] ?? part) : part));
  }
}

/** A part that no word fits. */
const nobody = pathPart('');

/** An entry that may fit, with its score, the same everywhere or to be asked for each place; 0: it does not fit. */
interface Look {
  readonly entry: SearchEntry;
  readonly score: number | ((place: Place) => number);
}

class EntrySearch {
  readonly #model: DeviceModel;
  readonly #query: SearchQuery;
  readonly #known: SearchKnowledge;
  readonly #now: number;
  readonly #words: readonly PreparedWord[];
  readonly #asksInstance: boolean;
  /** It has to see values, or when they changed. */
  readonly #asksValue: boolean;

  constructor(model: DeviceModel, query: SearchQuery, known: SearchKnowledge, now: number) {
    this.#model = model;
    this.#query = query;
    this.#known = known;
    this.#now = now;
    this.#words = query.words.map(prepareWord);
    this.#asksInstance = this.#words.some((word) => word.asksInstance);
    this.#asksValue = query.changedWithin !== undefined || query.values.length > 0;
  }

  /** What holds for all places of an entry is asked once; undefined: it fits nowhere. */
  look(entry: SearchEntry): Look | undefined {
    const { facts, onlyParams } = this.#query;
    const isParam = entry.kind === 'param';
    if (onlyParams && !isParam) return undefined;
    if (facts.asksFacts) {
      const said = saidFacts(entry.param, this.#known.facts(entry.path));
      if (!said || !factsFit(facts, entry.path, said)) return undefined;
    }
    const matches = this.#words.map((word) => matchWord(word, entry, entry.parts, entry.lower));
    if (entry.kind === 'row') return this.#lookAtRow(entry, matches);
    const isComplete = matches.every(({ score }) => score > 0);
    if (isComplete && !this.#asksValue && !this.#asksInstance) {
      const score = this.#sum(entry, matches, false);
      return score > 0 ? { entry, score } : undefined;
    }
    // What the path does not hold, only a value can, or the number of an instance in a quoted text.
    if (!isComplete && !isParam && !this.#asksInstance) return undefined;
    const isSeen = isParam && !this.#known.isSecret(entry.path);
    if (!isSeen && this.#query.values.length > 0) return undefined;
    const named = this.#asksInstance ? this.#named(entry, matches) : matches;
    return { entry, score: (place) => this.#place(entry, place, matches, named, isSeen) };
  }

  /** A row is found by its number, or by what people call it: never by the name of its table, as all rows would be. */
  #lookAtRow(entry: SearchEntry, matches: readonly WordMatch[]): Look {
    const secrets = new Map<string, boolean>();
    const isSecret = (param: string): boolean => {
      let secret = secrets.get(param);
      if (secret === undefined) secrets.set(param, (secret = this.#known.isSecret(entry.path + param)));
      return secret;
    };
    const named = this.#asksInstance ? this.#named(entry, matches) : matches;
    const score = (place: Place): number => {
      const resolved = this.#asksInstance ? this.#resolved(entry, place, named) : matches;
      const name = rowName(this.#model, place.path);
      const text = name && !isSecret(name.param) ? name.text.slice(0, valueBound).toLowerCase() : '';
      let inName = 0;
      const best = resolved.map((match, at): WordMatch => {
        const score = valueScore(text, this.#words[at]?.text ?? '');
        inName += score;
        return score > match.score ? { score, part: entry.parts.length - 1 } : match;
      });
      if (best.some(({ score }) => score === 0)) return 0;
      return this.#sum(entry, best, inName > 0);
    };
    return { entry, score };
  }

  /** @param isSeen its value may be looked at: it is no secret */
  #place(
    entry: SearchEntry,
    place: Place,
    everywhere: readonly WordMatch[],
    named: readonly WordMatch[],
    isSeen: boolean,
  ): number {
    const { changedWithin, values } = this.#query;
    const value = place.value(entry.tail);
    if (changedWithin !== undefined) {
      if (value?.changedAt === undefined || this.#now - value.changedAt > changedWithin) return 0;
    }
    const matches = this.#asksInstance ? this.#resolved(entry, place, named) : everywhere;
    if (values.length === 0 && matches.every(({ score }) => score > 0)) return this.#sum(entry, matches, false);
    if (!value || !isSeen) return 0;
    const text = value.value.slice(0, valueBound).toLowerCase();
    if (!values.every((wanted) => text.includes(wanted))) return 0;
    let inValue = 0;
    for (const [at, word] of this.#words.entries()) {
      if (matches[at]?.score) continue;
      const score = valueScore(text, word.text);
      if (score === 0) return 0;
      inValue += score;
    }
    return this.#sum(entry, matches, inValue > 0, inValue);
  }

  /** What the words fit where none of the instance numbers does. */
  #named(entry: SearchEntry, everywhere: readonly WordMatch[]): readonly WordMatch[] {
    const parts = entry.parts.map((part) => (part.isInstance ? nobody : part));
    return this.#words.map((word, at) =>
      word.asksInstance ? matchWord(word, entry, parts, entry.lower) : (everywhere[at] ?? noMatch),
    );
  }

  /** Only words that ask for an instance fit one place otherwise than another, and only where it has the number. */
  #resolved(entry: SearchEntry, place: Place, named: readonly WordMatch[]): readonly WordMatch[] {
    return this.#words.map((word, at) => {
      if (!word.asksInstance || (!word.exact && !place.hasNumbers(word))) return named[at] ?? noMatch;
      return matchWord(word, entry, place.parts(entry), (place.path + entry.tail).toLowerCase());
    });
  }

  /**
   * 0 where the words only say where it lies, and nothing speaks of the thing itself.
   * @param isSaid its value, or the name of the row, speaks of it
   */
  #sum(entry: SearchEntry, matches: readonly WordMatch[], isSaid: boolean, inValue = 0): number {
    const own = entry.parts.length - 1;
    const isMeant = isSaid || this.#query.onlyParams || matches.some(({ part }) => part === own);
    if (!isMeant) return 0;
    const isNumbered = matches.some(({ part }, at) => part === own && this.#words[at]?.asksInstance);
    if (entry.kind === 'row' && !isNumbered && !isSaid) return 0;
    let sum = worth.base + inValue;
    let isOrdered = matches.length > 1;
    let before = -1;
    for (const { score, part } of matches) {
      sum += score;
      if (part < before) isOrdered = false;
      before = part;
    }
    // What lies higher is more likely meant.
    return Math.max(1, sum + (isOrdered ? inOrder : 0) - entry.parts.length);
  }
}

function valueScore(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  if (at > 0) return valueScores.middle;
  return text.length === word.length ? valueScores.whole : valueScores.start;
}

/** The best so many, without keeping all; of those that are equally good, the first that were found. */
class BestHits {
  readonly #most: number;
  #hits: SearchHit[] = [];
  #total = 0;
  /** Score that is no longer enough. */
  #floor = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(entry: SearchEntry, place: string, score: number): void {
    if (score === 0) return;
    this.#total += 1;
    if (score <= this.#floor) return;
    this.#hits.push({ kind: entry.kind, path: place + entry.tail, score });
    if (this.#hits.length >= this.#most * 2) this.#trim();
  }

  /** Sorted by worth, then by path. */
  result(): SearchResult {
    this.#trim();
    const hits = this.#hits
      .map((hit) => ({ hit, parts: pathParts(hit.path) }))
      .sort((a, b) => b.hit.score - a.hit.score || comparePartLists(a.parts, b.parts))
      .map(({ hit }) => hit);
    return { hits, total: this.#total };
  }

  #trim(): void {
    if (this.#hits.length < this.#most) return;
    this.#hits.sort((a, b) => b.score - a.score);
    this.#hits.length = this.#most;
    this.#floor = this.#hits.at(-1)?.score ?? 0;
  }
}
