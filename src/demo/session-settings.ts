/** Device.LocalAgent.Controller.{i}.E2ESession.: what the device does with Session Contexts, and how they stand. */
import type { PeerSessionSettings } from '../usp/exchange/types.ts';
import type { SessionState } from '../usp/session/types.ts';
import type { ObjectNode } from './store/nodes.ts';
import type { Store } from './store/store.ts';

const modes = new Map([
  ['Require', 'require'],
  ['Forbid', 'off'],
] as const);

const states = { idle: 'Down', opening: 'Negotiating', up: 'Up', ending: 'Down' } as const satisfies Record<
  SessionState,
  string
>;

/** What holds for a Controller, by its own row. */
export function sessionSettings(store: Store, controller: ObjectNode): PeerSessionSettings {
  const row = store.object(`${controller.path}E2ESession.`);
  const mode = store.read(row, 'SessionMode');
  const largest = store.readNumber(row, 'MaxUSPRecordSize');
  return {
    session: modes.get(mode as 'Require' | 'Forbid') ?? 'allow',
    // TR-181: 0 is no limit.
    maxRecordSize: largest > 0 ? largest : undefined,
  };
}

export function writeSessionStatus(store: Store, controller: ObjectNode, state: SessionState): void {
  const row = store.object(`${controller.path}E2ESession.`);
  if (store.read(row, 'Status') !== states[state]) store.write(row, 'Status', states[state]);
}
