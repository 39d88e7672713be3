/** What a Message Transfer Protocol (MTP) of ours is to its user: one connection, opened once and closed once. */
export interface Mtp {
  /** Starts to connect. The listener hears `opened` or `closed`, never both answers missing, and never at once. */
  open(): void;
  /**
   * Sends one Record.
   * @param to the topic to publish to; only MQTT needs it.
   * @returns false when the connection is not open or can't take the Record: nothing was sent.
   */
  send(bytes: Uint8Array, to?: string): boolean;
  /** Ends the connection in the protocol's own way. The listener hears `closed` once. */
  close(): void;
  /**
   * The peer sent a Record that can't be taken in: WebSocket ends the session (R-WS.16), a
   * broker's stays. Who refuses it has told of it already: the listener hears no `dropped`.
   */
  refuse(why: string): void;
}

export type MtpKind = 'websocket' | 'mqtt' | 'memory';
export type MqttVersion = '5' | '3.1.1';

/** What is known once a connection is open. */
export interface MtpOpened {
  readonly encrypted: boolean;
  /** MQTT: the topic at which answers reach us (R-MQTT.21, R-MQTT.22). */
  readonly replyTo?: string;
  readonly mqttVersion?: MqttVersion;
  /** MQTT 5.0: to be kept and used from now on (R-MQTT.9, R-MQTT.11). */
  readonly assignedClientId?: string;
  /** MQTT: topic filters that the broker refused; at least one was granted (R-MQTT.17). */
  readonly refusedFilters?: readonly string[];
}

/** One Record as it came in. */
export interface MtpIncoming {
  readonly bytes: Uint8Array;
  /** MQTT: where the sender wants its answer; absent when it did not say. */
  readonly replyTo?: string;
  /** MQTT: set where the message itself shows that its sender speaks another version than we do (R-MQTT.26a). */
  readonly senderVersion?: MqttVersion;
}

/** Why a connection failed or ended, in words for a person. */
export interface MtpProblem {
  /** Stable, for tests and for screens: e.g. `refused`, `tls`, `extension-header`, `bad-credentials`. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly advice: string;
  /** Trying again without a change can't help (bad credentials, bad address). */
  readonly final?: boolean;
  /** Trying again soon would do harm (two clients that push each other out): wait for the longest delay. */
  readonly slow?: boolean;
  /** Codes of all causes that stay possible, the most likely first; absent where there is one, `code`. */
  readonly causes?: readonly string[];
}

export interface MtpListener {
  opened(opened: MtpOpened): void;
  received(incoming: MtpIncoming): void;
  /** Something arrived that is no Record for us (text frame, foreign or retained payload): said, never acted on. */
  dropped(why: string, bytes?: Uint8Array): void;
  /**
   * MQTT: the broker took a Record of ours, but says that it reached nobody or was refused. Optional to hear.
   * @param lasting the same awaits whatever is sent there
   */
  undelivered?(why: string, to: string, lasting: boolean): void;
  /** The end, exactly once; without a problem where we closed it ourselves. */
  closed(problem?: MtpProblem): void;
}
