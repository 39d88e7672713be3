/** The ReferenceList of a Subscription: which paths it speaks of. */
import { isInstanceSegment, matchPath, parsePath, type ExpressionHolds, type Path } from '../../usp/path.ts';
import { decodePercent } from '../../usp/percent.ts';
import { resolveParsed, rowHolds } from '../resolve/resolve-path.ts';
import type { ObjectNode } from '../store/nodes.ts';
import type { Store } from '../store/store.ts';

/** The paths in a ReferenceList; commas within the quotes of an expression part nothing. */
export function parseReferences(text: string): Path[] {
  return (text.match(/(?:[^,"]|"[^"]*")+/g) ?? []).flatMap((item) => {
    const parsed = parsePath(decodePercent(item.trim()));
    return parsed.ok ? [parsed.path] : [];
  });
}

/** Matches paths of one moment; rows that are just gone still meet the expressions that they met. */
export class Matcher {
  readonly #store: Store;
  readonly #gone: ReadonlyMap<string, ObjectNode>;

  constructor(store: Store, gone: ReadonlyMap<string, ObjectNode> = new Map()) {
    this.#store = store;
    this.#gone = gone;
  }

  /** A parameter, command or event: named itself, or below an object that is named (a filter). */
  names(references: readonly Path[], path: string): boolean {
    return references.some((reference) => this.#match(reference, path) !== undefined);
  }

  /** A row: itself named, or its table. */
  namesRow(references: readonly Path[], rowPath: string): boolean {
    return references.some((reference) => {
      const last = reference.segments[reference.segments.length - 1];
      if (!last) return false;
      if (isInstanceSegment(last)) return this.#match(reference, rowPath) === 'same';
      const table = rowPath.slice(0, rowPath.lastIndexOf('.', rowPath.length - 2) + 1);
      return this.#match(reference, table) === 'same';
    });
  }

  #match(reference: Path, path: string): 'same' | 'under' | undefined {
    if (!reference.segments.some(({ type }) => type === 'reference')) {
      return matchPath(reference, path, this.#holds);
    }
    // What is referred to shows only when the path is resolved now.
    const resolved = resolveParsed(this.#store, reference);
    if (!resolved.ok) return undefined;
    for (const target of resolved.targets) {
      const found = target.node.path + leafName(target);
      if (found === path) return 'same';
      if (found.endsWith('.') && path.startsWith(found)) return 'under';
    }
    return undefined;
  }

  readonly #holds: ExpressionHolds = (rowPath, components) => {
    const row = this.#gone.get(rowPath) ?? this.#store.find(rowPath);
    return row?.kind === 'object' && rowHolds(this.#store, row, components);
  };
}

function leafName(target: Extract<ReturnType<typeof resolveParsed>, { ok: true }>['targets'][number]): string {
  if (target.type === 'parameter') return target.param.name;
  if (target.type === 'command') return target.command.name;
  return target.type === 'event' ? target.event.name : '';
}
