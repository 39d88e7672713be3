/** From what the supported data model names to where it is on a device. */
import type { DeviceModel } from './device-model.ts';
import { compareParts, lastPart, parentPath, pathParts, splitMember } from './path-parts.ts';

/**
 * The path under which the Model shows a supported path: in the first row of each table, or at the table where no row
 * is known. What the device does not have leads to the nearest object above that it has; an argument to its command.
 */
export function placeOf(model: DeviceModel, supported: string): string {
  let at = supported.replace(/(\(\)|!)\..*$/, '$1');
  if (!at.endsWith('.') && !hasMember(model, at)) at = splitMember(at).object;
  while (at.endsWith('.') && !model.supported.node(at)) at = parentPath(at);
  const { object, name } = splitMember(at);
  let place = '';
  for (const part of pathParts(object)) {
    if (part !== '{i}') {
      place += `${part}.`;
      continue;
    }
    const [row] = [...(model.table(place)?.rows ?? [])].sort((a, b) => compareParts(lastPart(a), lastPart(b)));
    if (row === undefined) return place;
    place = row;
  }
  return place + name;
}

function hasMember({ supported }: DeviceModel, path: string): boolean {
  return [supported.param(path), supported.command(path), supported.event(path)].some((known) => known !== undefined);
}
