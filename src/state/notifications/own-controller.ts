/** Our own entry among the Controllers of an Agent. */
import { withDot } from '../../usp/path.ts';
import type { DeviceLoader } from '../model/device-loader.svelte.ts';

/** `Device.LocalAgent.Controller.{i}.` of ours; undefined: the Agent shows us none. @throws UspError */
export async function ownControllerPath(loader: DeviceLoader, controllerId: string): Promise<string | undefined> {
  // No Endpoint ID has a quotation mark (R-ARC.5); a percent sign stands for itself only when it is escaped.
  const key = controllerId.replaceAll('%', '%25');
  const paths = [`Device.LocalAgent.Controller.[EndpointID=="${key}"].EndpointID`];
  const answer = await loader.request({ kind: 'Get', paths, maxDepth: 1 });
  return answer.results[0]?.objects[0]?.path;
}

/** Are both the same object? References to rows are written without the dot at their end (TR-106). */
export function samePath(a: string, b: string): boolean {
  return withDot(a) === withDot(b);
}
