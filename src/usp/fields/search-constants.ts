/**
 * What the search expressions in a text compare with: `Device.Users.User.[Password=="…"].` Whoever made the text, and
 * however long it is, the time is that of going over it once.
 */
import { constantPlaces, type ConstantPlace } from '../path/constant-places.ts';
import { MAX_PATH_LENGTH } from '../path/types.ts';

export type { ConstantPlace };

/** Characters of a table's path that are read in prose; behind a longer one the parameter's name alone is judged. */
const longestTable = 1_024;
/**
 * A bracket, or a comparison; its constant may lack its end where the text was cut, and be quoted again. A name is
 * tried from its beginning alone: from each of its characters it would be read as often as it is long.
 */
const found = /\[|(?<![\w.#*+-])([\w.#*+-]+)\s*(?:==|!=|~=|<=|>=|<|>)\s*(\\?"[^"]*"?|[^\]&"\s]+)/g;
const pathCharacter = /[\w.#*+{}\u0080-\uffff-]/;
/** What stands behind a constant that was read as it was meant. */
const behind = /\s*(?:&&|\]|$)/y;

/** With the path of the parameter that each is compared with. */
export function* searchConstants(text: string): Generator<ConstantPlace> {
  if (!text.includes('[')) return;
  const places = text.length <= MAX_PATH_LENGTH ? constantPlaces(text) : undefined;
  yield* places ?? inProse(text);
}

/** In several paths, a path in a sentence, or one that was cut: what looks like a comparison behind a bracket is one. */
function* inProse(text: string): Generator<ConstantPlace> {
  const pattern = new RegExp(found);
  let table: string | undefined;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const { index, 0: whole, 1: name, 2: constant = '' } = match;
    if (name === undefined) {
      table = tableBefore(text, index, table);
      continue;
    }
    if (table === undefined) continue;
    const to = index + whole.length;
    const from = to - constant.length;
    const opened = constant.startsWith('"') ? 1 : constant.startsWith('\\"') ? 2 : 0;
    const inner = constant.slice(opened);
    const closed = opened === 0 || !inner.endsWith('"') ? 0 : inner.endsWith('\\"') ? 2 : 1;
    yield { path: `${table}${name}`, from: from + opened, to: to - closed };
    // A quote that was none of the constant's hides nothing of what follows.
    behind.lastIndex = to;
    if (opened > 0 && !behind.test(text)) pattern.lastIndex = from + opened;
  }
}

/** The path of a row of the table whose search begins at a bracket. @param before that of the search before it */
function tableBefore(text: string, open: number, before: string | undefined): string {
  let begin = open;
  while (begin > 0 && open - begin < longestTable && pathCharacter.test(text.charAt(begin - 1))) begin--;
  const goesOn = text.charAt(begin - 1) === ']' && text.charAt(begin) === '.' && before !== undefined;
  const table = `${goesOn ? before.slice(0, -1) : ''}${text.slice(begin, open)}{i}.`;
  return table.length > longestTable ? '{i}.' : table;
}
