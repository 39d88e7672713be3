/** Which tables lie below an object or a row, by the supported data model. */
import { lastPart } from './path-parts.ts';
import type { SupportedModel } from './supported-model.ts';

/** Paths of the tables below an object or a row, through objects between them but not into other tables. */
export function tablesBelow(supported: SupportedModel, path: string): string[] {
  const tables: string[] = [];
  const visit = (at: string): void => {
    for (const child of supported.node(at)?.children ?? []) {
      if (child.endsWith('.{i}.')) tables.push(`${at}${lastPart(child.slice(0, -'{i}.'.length))}.`);
      else visit(`${at}${lastPart(child)}.`);
    }
  };
  visit(path);
  return tables;
}
