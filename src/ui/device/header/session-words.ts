/** How the Session Context with a device stands, in words. */
import type { OpenRequest } from '../../../state/device-session.svelte.ts';
import type { DeviceStatus } from '../../../worker/port.ts';
import { byteCount } from '../../words/shown-value.ts';

type Session = NonNullable<DeviceStatus['session']>;

export interface SessionWords {
  readonly label: string;
  readonly tone: 'ok' | 'info' | 'warn' | 'neutral';
  readonly why: string;
}

const words: Readonly<Record<Session['state'], SessionWords>> = {
  up: {
    label: 'session up',
    tone: 'ok',
    why: 'Records are numbered, acknowledged and sent again until they have arrived.',
  },
  opening: { label: 'session opening', tone: 'info', why: 'We have begun one; the Agent has not answered yet.' },
  ending: { label: 'session ending', tone: 'info', why: 'It is being given up.' },
  idle: { label: 'no session', tone: 'neutral', why: 'There was one; none is going on now.' },
};

export function sessionWords(session: Session): SessionWords {
  if (session.refused && session.state !== 'up') {
    return { label: 'sessions refused', tone: 'warn', why: 'The Agent said that it does none (7106).' };
  }
  return words[session.state];
}

/** What has come in so far of a Message that is not whole: `320 segments, 20 MB so far`. */
export function incomingWords({ segments, segmentBytes }: Session): string {
  const count = `${segments.toLocaleString('en')} ${segments === 1 ? 'segment' : 'segments'}`;
  return `${count}, ${byteCount(segmentBytes, 'en')} so far`;
}

/** A request in a few words: `Get Device.WiFi. and 3 more`. */
export function requestWords({ request }: Pick<OpenRequest, 'request'>): string {
  const paths = pathsOf(request);
  const more = paths.length > 1 ? ` and ${(paths.length - 1).toLocaleString('en')} more` : '';
  return [request.kind, `${paths[0] ?? ''}${more}`].join(' ').trim();
}

function pathsOf(request: OpenRequest['request']): readonly string[] {
  if ('paths' in request) return request.paths;
  if ('objects' in request) return request.objects.map(({ path }) => path);
  return 'command' in request ? [request.command] : [];
}
