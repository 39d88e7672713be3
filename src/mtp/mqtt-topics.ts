/** MQTT topic names and topic filters, and the /reply-to= suffix that MQTT 3.1.1 has in place of properties. */

/** Longest topic that a packet can carry, in UTF-8 bytes. */
const LONGEST = 65_535;
const REPLY_TO = '/reply-to=';
const SHARED = /^\$share\/[^/+#]+\/(.+)$/s;
const utf8 = new TextEncoder();

/** A name that can be published to: not empty, no wildcards, no NUL, at most 65,535 bytes of well-formed UTF-8. */
export function isTopicName(topic: string): boolean {
  return isMqttString(topic) && !/[+#]/.test(topic);
}

/** A filter that can be subscribed to: `+` stands for a whole level, `#` for all the rest, also in `$share/group/`. */
export function isTopicFilter(filter: string): boolean {
  if (!isMqttString(filter)) return false;
  if (filter.startsWith('$share/') && !SHARED.test(filter)) return false;
  const levels = withoutShare(filter).split('/');
  return levels.every(
    (level, at) => level === '+' || (level === '#' && at === levels.length - 1) || !/[+#]/.test(level),
  );
}

/** A filter of a shared subscription: each message goes to one member of the group only. */
export function isShared(filter: string): boolean {
  return filter.startsWith('$share/');
}

/** A filter that is a plain topic name. */
export function isExact(filter: string): boolean {
  return !isShared(filter) && isTopicName(filter);
}

/**
 * Whether all that a topic or a filter stands for is also reached by a filter. A `+` or `#` at the front does not
 * reach topics that begin with `$`, as MQTT has it.
 */
export function covers(filter: string, topicOrFilter: string): boolean {
  const wide = withoutShare(filter).split('/');
  const narrow = withoutShare(topicOrFilter).split('/');
  if (narrow[0]?.startsWith('$') && (wide[0] === '+' || wide[0] === '#')) return false;
  for (let at = 0; ; at++) {
    const level = wide[at];
    const other = narrow[at];
    if (level === '#') return true;
    if (level === undefined || other === undefined) {
      // `a/#` reaches `a` itself too.
      return level === other && other === undefined;
    }
    if (other === '#') return false;
    if (level !== '+' && level !== other) return false;
  }
}

/** Puts the sender's own topic behind the receiver's: `…/reply-to=…` with `/` as `%2F` (R-MQTT.24). */
export function withReplyTo(topic: string, replyTo: string): string {
  return `${topic}${REPLY_TO}${replyTo.replaceAll('/', '%2F')}`;
}

/**
 * The topic that the sender wants its answer at: what follows the last `/reply-to=`, with `%2F` as `/` (R-MQTT.25).
 * Undefined where there is none or where it is no topic that can be published to.
 */
export function readReplyTo(topic: string): string | undefined {
  const at = topic.lastIndexOf(REPLY_TO);
  if (at < 0) return undefined;
  const replyTo = topic.slice(at + REPLY_TO.length).replaceAll(/%2f/gi, '/');
  return isTopicName(replyTo) ? replyTo : undefined;
}

/** A topic of our own for where nothing says one: an Endpoint ID in a place that no wildcard can get into. */
export function derivedReplyTo(endpointId: string): string {
  const safe = endpointId.replaceAll(
    /[+#/\0]/g,
    (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
  return `usp/endpoints/${safe}`;
}

function isMqttString(text: string): boolean {
  // Characters are at least one byte: too many of them need no counting. A lone surrogate has no UTF-8.
  if (text === '' || text.length > LONGEST || text.includes('\0') || /\p{Surrogate}/u.test(text)) return false;
  return utf8.encode(text).length <= LONGEST;
}

function withoutShare(filter: string): string {
  return SHARED.exec(filter)?.[1] ?? filter;
}
