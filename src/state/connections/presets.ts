/** Connections that the host of this page offers to everybody who opens it: config.json beside the page. */
import * as v from 'valibot';
import { type LinkedConnection, parseConnectionLink } from '../links/connection-link.ts';

const presetsSchema = v.object({
  connections: v.pipe(
    v.array(v.object({ name: v.pipe(v.string(), v.maxLength(120)), link: v.pipe(v.string(), v.maxLength(16_384)) })),
    v.maxLength(200),
  ),
});

export interface Preset {
  readonly name: string;
  readonly connection: LinkedConnection;
}

export interface Presets {
  readonly presets: readonly Preset[];
  /** What the host of the page should mend. */
  readonly problems: readonly string[];
}

/** What of a config.json can be used. */
export function readPresets(raw: unknown, browsersOwnId: string): Presets {
  const result = v.safeParse(presetsSchema, raw);
  if (!result.success) return { presets: [], problems: ['config.json: "connections" is not a list of name and link.'] };
  const presets: Preset[] = [];
  const problems: string[] = [];
  for (const { name, link } of result.output.connections) {
    const parsed = parseConnectionLink(link, browsersOwnId);
    if (parsed.ok) presets.push({ name, connection: { ...parsed.connection, name } });
    else problems.push(`config.json, "${name}": ${parsed.problem}`);
  }
  return { presets, problems };
}

/** Asks the host of the page, and nobody else; without an answer there are none. */
export async function loadPresets(browsersOwnId: string): Promise<Presets> {
  try {
    const response = await fetch(new URL('config.json', document.baseURI), { credentials: 'omit' });
    if (!response.ok) return { presets: [], problems: [] };
    return readPresets(await response.json(), browsersOwnId);
  } catch {
    // None there, no network, or another page in its place.
    return { presets: [], problems: [] };
  }
}
