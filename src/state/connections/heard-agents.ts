import type { HeardAgent, SavedConnection } from './connection-schema.ts';

/** Milliseconds: a later sign of life is worth a write only after so long. */
const worthWriting = 60_000;

/** Agents kept with a connection; those not heard for the longest time leave first. */
export const mostHeard = 1_000;

/** The connection with an Agent that was heard on it; undefined when it says nothing new. */
export function withHeard(saved: SavedConnection, agent: HeardAgent): SavedConnection | undefined {
  const known = saved.heard.find(({ endpointId }) => endpointId === agent.endpointId);
  if (known && agent.lastHeard - known.lastHeard < worthWriting) return undefined;
  const others = saved.heard.filter((one) => one !== known);
  const heard = [...others, agent].sort((one, other) => other.lastHeard - one.lastHeard).slice(0, mostHeard);
  return { ...saved, heard };
}
