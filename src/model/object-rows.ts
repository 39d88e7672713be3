/** Everything in one object as the rows of a list: what lies below, parameters, commands and events, under headings. */
import type { SupportedCommand, SupportedEvent, SupportedParam } from '../usp/message/answer-types.ts';
import type { DeviceModel } from './device-model.ts';
import { childPaths } from './tree-rows.ts';

export type ObjectRow =
  | { readonly kind: 'heading'; readonly key: string; readonly title: string; readonly count: number }
  | { readonly kind: 'param'; readonly key: string; readonly name: string; readonly param: SupportedParam | undefined }
  | { readonly kind: 'command'; readonly key: string; readonly name: string; readonly command: SupportedCommand }
  | { readonly kind: 'event'; readonly key: string; readonly name: string; readonly event: SupportedEvent }
  | { readonly kind: 'child'; readonly key: string; readonly path: string };

/** Rows of an object or of a row of a table; `filter` keeps names that contain it. Keys are full paths. */
export function objectRows(model: DeviceModel, path: string, filter = ''): ObjectRow[] {
  const wanted = filter.trim().toLowerCase();
  const fits = (name: string): boolean => !wanted || name.toLowerCase().includes(wanted);
  const node = model.supported.isTable(path) ? undefined : model.supported.node(path);
  const rows: ObjectRow[] = [];
  const section = (title: string, found: ObjectRow[]): void => {
    if (found.length > 0) rows.push({ kind: 'heading', key: `# ${title}`, title, count: found.length }, ...found);
  };

  const names = new Set([...(node?.params.keys() ?? []), ...(model.object(path)?.params.keys() ?? [])]);
  section(
    'Parameters',
    [...names]
      .filter(fits)
      .sort()
      .map((name) => ({ kind: 'param', key: path + name, name, param: node?.params.get(name) })),
  );
  section(
    'Objects',
    childPaths(model, path)
      .filter((child) => fits(child.slice(path.length)))
      .map((child) => ({ kind: 'child', key: child, path: child })),
  );
  section(
    'Commands',
    [...(node?.commands.values() ?? [])]
      .filter(({ name }) => fits(name))
      .map((command) => ({ kind: 'command', key: path + command.name, name: command.name, command })),
  );
  section(
    'Events',
    [...(node?.events.values() ?? [])]
      .filter(({ name }) => fits(name))
      .map((event) => ({ kind: 'event', key: path + event.name, name: event.name, event })),
  );
  return rows;
}
