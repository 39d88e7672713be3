/** What an entry's line says, as long as its secrets are not shown. It is asked for with every drawing of the line. */
import { blankText, paramName } from '../../usp/fields/secret-parts.ts';
import { searchConstants, type ConstantPlace } from '../../usp/fields/search-constants.ts';
import type { LogEntry } from '../../worker/port.ts';
import { secretBy, withoutConstants, type ValueJudge } from './record-secrets.ts';

export class EntryWords {
  /** Where a note's constants stand does not change; which of them are secrets may. */
  readonly #constants = new WeakMap<LogEntry, readonly ConstantPlace[]>();

  /** @param request what the entry answers; `gone`: it has left the log */
  note(entry: LogEntry, request: LogEntry | 'gone' | undefined, judge: ValueJudge): string {
    const { note } = entry;
    // The line of an Error has the Error's text, which may quote what it refuses.
    if (entry.msgType === 'ERROR' && request !== undefined && (request === 'gone' || mayCarrySecret(request, judge)))
      return note.replace(/^(\d*).*$/s, '$1 ***');
    const isSecret = secretBy(judge);
    return blankText(
      note,
      this.#constantsOf(entry).filter(({ path }) => isSecret(paramName(path))),
    );
  }

  #constantsOf(entry: LogEntry): readonly ConstantPlace[] {
    let constants = this.#constants.get(entry);
    if (!constants) this.#constants.set(entry, (constants = [...searchConstants(entry.note)]));
    return constants;
  }
}

/** Requests with values of parameters. */
const carriers = new Set(['SET', 'ADD', 'NOTIFY']);

/** By what its line tells: it has the first of the paths, and no values. */
function mayCarrySecret({ msgType = '', paths = [], morePaths }: LogEntry, judge: ValueJudge): boolean {
  // Its arguments are not among the paths.
  if (msgType === 'OPERATE') return true;
  if (carriers.has(msgType) && (morePaths === true || paths.some((path) => judge.param(path)))) return true;
  return paths.some((path) => withoutConstants(path, judge) !== path);
}
