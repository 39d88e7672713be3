/** What a half-typed path can go on as: from the supported data model and the rows that are known. */
import type { DeviceModel } from './device-model.ts';
import { lastPart } from './path-parts.ts';
import { childPaths } from './tree-rows.ts';

/** Full paths that begin as typed, upper and lower case alike, the objects first; at most `limit`. */
export function completePath(model: DeviceModel, typed: string, limit: number): string[] {
  const text = typed.trim();
  const end = text.lastIndexOf('.') + 1;
  const object = text.slice(0, end);
  const begun = text.slice(end).toLowerCase();
  if (!object) return 'device.'.startsWith(begun) ? ['Device.'] : [];
  const fits = (name: string): boolean => name.toLowerCase().startsWith(begun);
  const found = childPaths(model, object).filter((path) => fits(lastPart(path)));
  const node = model.supported.isTable(object) ? undefined : model.supported.node(object);
  const members = [
    ...new Set([
      ...(node?.params.keys() ?? []),
      ...(model.object(object)?.params.keys() ?? []),
      ...(node?.commands.keys() ?? []),
      ...(node?.events.keys() ?? []),
    ]),
  ];
  return [...found, ...members.filter(fits).map((name) => object + name)].slice(0, limit);
}
