/** States of connections and devices in words, each with its tone and icon. */
import CircleDot from '@lucide/svelte/icons/circle-dot';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import CircleOff from '@lucide/svelte/icons/circle-off';
import Clock from '@lucide/svelte/icons/clock';
import Hand from '@lucide/svelte/icons/hand';
import Unplug from '@lucide/svelte/icons/unplug';
import type { MtpProblem } from '../../mtp/mtp.ts';
import type { ConnectionConfig, ConnectionStatus, Presence } from '../../worker/port.ts';
import type { Icon } from '../kit/icon.ts';
import type { Tone } from '../kit/tone.ts';

export interface StateWords {
  readonly tone: Tone;
  readonly label: string;
  readonly icon?: Icon;
  readonly busy?: boolean;
}

/** @param asked the person must answer something before it can be opened */
export function connectionWords(
  status: ConnectionStatus | undefined,
  halted: MtpProblem | undefined,
  asked: boolean,
): StateWords {
  if (asked) return { tone: 'warn', label: 'Waits for your answer', icon: Hand };
  if (halted) return { tone: 'warn', label: 'Let go', icon: Unplug };
  switch (status?.state) {
    case 'connecting':
      return {
        tone: 'info',
        label: status.attempt > 1 ? `Connecting, try ${status.attempt}` : 'Connecting',
        busy: true,
      };
    case 'open':
      return status.problem ? { tone: 'warn', label: 'Connected, but silent' } : { tone: 'ok', label: 'Connected' };
    case 'waiting':
      return { tone: 'warn', label: 'Waits to try again', icon: Clock };
    case 'closed':
      return status.problem ? { tone: 'bad', label: 'Could not connect' } : notConnected;
    case undefined:
      return notConnected;
  }
}

const notConnected: StateWords = { tone: 'neutral', label: 'Not connected', icon: CircleOff };

const presences: Readonly<Record<Presence, StateWords>> = {
  connected: { tone: 'ok', label: 'Connected' },
  assumed: { tone: 'ok', label: 'Answers', icon: CircleDot },
  probing: { tone: 'info', label: 'Asked, no answer yet', icon: CircleHelp },
  disconnected: { tone: 'neutral', label: 'Away', icon: CircleOff },
};

export function presenceWords(presence: Presence): StateWords {
  return presences[presence];
}

/** What carries it, in a word or two. */
export function transportWords(mtp: ConnectionConfig['mtp'], status?: ConnectionStatus): string {
  switch (mtp.kind) {
    case 'websocket':
      return 'WebSocket';
    case 'mqtt':
      return `MQTT ${status?.mqttVersion ?? mtp.version}`;
    case 'demo':
      return 'Inside this page';
  }
}
