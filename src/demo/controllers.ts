/** The rows of Device.LocalAgent.Controller. as the Agent itself uses them. */
import type { PeerSessionSettings, SessionMode } from '../usp/exchange/types.ts';
import { addController, type ControllerSession, type KnownController } from './home/local-agent.ts';
import type { ObjectNode } from './store/nodes.ts';
import type { Store } from './store/store.ts';

/** Controllers that may come to be known on their own. */
const maxControllers = 50;

export function controllerOf(store: Store, endpointId: string): ObjectNode | undefined {
  for (const row of store.table('Device.LocalAgent.Controller.').rows.values()) {
    if (store.read(row, 'EndpointID') === endpointId) return row;
  }
  return undefined;
}

/** A Controller on its first use gets the role that newcomers get (R-SEC.6); undefined: it is refused. */
export function admit(
  store: Store,
  endpointId: string,
  role: KnownController['role'] | 'refuse',
  session?: ControllerSession,
): ObjectNode | undefined {
  const trust = store.object('Device.LocalAgent.ControllerTrust.');
  const count = store.table('Device.LocalAgent.Controller.').rows.size;
  if (role === 'refuse' || count >= maxControllers || !store.readFlag(trust, 'TOFUAllowed')) return undefined;
  return addController({ store }, { endpointId, role, session });
}

/** Whether a Controller wants to hear of transfers that ended so (TransferCompletePolicy). */
export function wantsTransfer(store: Store, controller: ObjectNode, failed: boolean): boolean {
  const filter = store.read(store.object(`${controller.path}TransferCompletePolicy.`), 'ResultTypeFilter');
  return filter === 'Both' || (filter === 'Failure') === failed;
}

const sessionModes = new Map<string, SessionMode>([
  ['Require', 'require'],
  ['Allow', 'allow'],
  ['Forbid', 'off'],
]);

/** What E2ESession of a Controller says; a change holds from the next Message on. */
export function sessionUse(store: Store, controller: ObjectNode): PeerSessionSettings {
  const settings = store.object(`${controller.path}E2ESession.`);
  const most = store.readNumber(settings, 'MaxUSPRecordSize');
  const session = sessionModes.get(store.read(settings, 'SessionMode'));
  return { session, maxRecordSize: most > 0 ? most : undefined };
}
