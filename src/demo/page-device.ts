/** The demo device inside the page: one Agent that stays switched on while connections to it come and go. */
import { createMemoryLink, type Schedule } from '../mtp/memory.ts';
import type { Mtp, MtpListener } from '../mtp/mtp.ts';
import { controllerOf } from './controllers.ts';
import { createDemoAgent } from './demo-agent.ts';
import { isFaulty, withLinkFaults, type LinkFaults } from './link-faults.ts';
import { runAgent, type AgentClock } from './run-agent.ts';

export interface PageDeviceOptions {
  readonly endpointId: string;
  /** The Controller that it knows. */
  readonly controllerId: string;
  readonly size: 'home' | 'large';
  readonly seed: number;
  readonly clock: AgentClock;
  /** In [0, 1): what the faults of the link are drawn with. */
  readonly random: () => number;
  /** Runs what crosses the link, soon and in order. */
  readonly schedule: Schedule;
}

export interface PageDevice {
  /**
   * The Controller's end of a new connection, as bad as wanted; the one before is gone.
   * @param maxRecordSize what the device's own MaxUSPRecordSize shall be from now on, bytes; absent: stays as it is
   */
  connect(listener: MtpListener, faults?: LinkFaults, maxRecordSize?: number): Mtp;
  stop(): void;
}

/** Switches the device on. */
export function startPageDevice(options: PageDeviceOptions): PageDevice {
  const { controllerId, clock, random, schedule, ...rest } = options;
  const agent = createDemoAgent({ ...rest, controllerId, now: clock.now() });
  const running = runAgent(agent, clock);
  return {
    connect(listener, faults, maxRecordSize) {
      const row = controllerOf(agent.store, controllerId);
      if (row && maxRecordSize !== undefined) {
        agent.store.write(agent.store.object(`${row.path}E2ESession.`), 'MaxUSPRecordSize', maxRecordSize);
      }
      const link = createMemoryLink(schedule);
      const join = (agentListener: MtpListener) => link.join('b', agentListener);
      running.open({
        id: 'page',
        mtp: 'memory',
        peers: [{ endpointId: controllerId }],
        connect: (agentListener) =>
          isFaulty(faults)
            ? withLinkFaults(join, agentListener, { faults, clock, random, cut: () => link.cut() })
            : join(agentListener),
      });
      return link.join('a', listener);
    },
    stop: () => running.stop(),
  };
}
