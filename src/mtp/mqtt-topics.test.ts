import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSubscriptions } from './mqtt-subscriptions.ts';
import {
  covers,
  derivedReplyTo,
  isExact,
  isShared,
  isTopicFilter,
  isTopicName,
  readReplyTo,
  withReplyTo,
} from './mqtt-topics.ts';

/** MQTT 5.0, 4.7: written on its own, level by level from the right, to hold `covers` against. */
function reaches(filter: readonly string[], topic: readonly string[]): boolean {
  const [level, ...rest] = filter;
  if (level === '#') return true;
  if (topic.length === 0) return filter.length === 0;
  if (level === undefined || (level !== '+' && level !== topic[0])) return false;
  if (topic.length === 1 && rest.length === 1 && rest[0] === '#') return true;
  return reaches(rest, topic.slice(1));
}

const level = fc.constantFrom('a', 'b', '');
const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
const filter = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', '', '+'), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, rest]) => [...levels, ...(rest ? ['#'] : [])].join('/'));

describe('topic names and filters', () => {
  it.each(['a', '/', '/a', 'a/', 'a//b', 'usp/controllers/oui:00256D:my id', '$SYS/x', '__proto__', 'é/漢'])(
    '%s is both',
    (text) => {
      expect(isTopicName(text)).toBe(true);
      expect(isTopicFilter(text)).toBe(true);
      expect(isExact(text)).toBe(true);
    },
  );

  it.each(['+', '#', 'a/+', 'a/#', '+/a/#', '+/+', '/#', '$share/g/a/+'])('%s is a filter only', (text) => {
    expect(isTopicName(text)).toBe(false);
    expect(isTopicFilter(text)).toBe(true);
    expect(isExact(text)).toBe(false);
  });

  it.each(['', 'a+', 'a/#/b', '#a', 'a/b#', '++', 'a\0b', '\ud800', '$share/g', '$share//a', '$share/g+/a'])(
    '%j is no filter',
    (text) => {
      expect(isTopicFilter(text)).toBe(false);
    },
  );

  it('ends at 65,535 bytes', () => {
    expect(isTopicName('a'.repeat(65_535))).toBe(true);
    expect(isTopicName('a'.repeat(65_536))).toBe(false);
    expect(isTopicName('é'.repeat(32_768))).toBe(false);
  });

  it('tells a shared subscription', () => {
    expect(isShared('$share/g/a')).toBe(true);
    expect(isExact('$share/g/a')).toBe(false);
  });
});

describe('a topic within a filter [R-MQTT.15]', () => {
  it.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/c', false],
    ['a/b', 'a/b/c', false],
    ['a/b/c', 'a/b', false],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['a/+', 'a', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a/b/c', false],
    ['a/+', 'a/+', true],
    ['a/+', 'a/#', false],
    ['a/#', 'a/#', true],
    ['a/#', 'a/+', true],
    ['#', '#', true],
    ['#', 'a/+/b', true],
    ['a/b', 'a/+', false],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['$share/g/a/#', 'a/b', true],
  ])('%s reaches %s: %s', (wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected);
  });

  it('agrees with a plain reading of the MQTT standard', () => {
    fc.assert(
      fc.property(filter, topic, (wide, narrow) => {
        expect(covers(wide, narrow)).toBe(reaches(wide.split('/'), narrow.split('/')));
      }),
      { numRuns: 3000 },
    );
  });

  it('says of a filter only what holds for all of its topics', () => {
    fc.assert(
      fc.property(filter, filter, topic, (wide, narrow, name) => {
        if (covers(wide, narrow) && covers(narrow, name)) expect(covers(wide, name)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('/reply-to= of MQTT 3.1.1 [R-MQTT.24] [R-MQTT.25]', () => {
  it('is written as the standard’s example', () => {
    expect(
      withReplyTo('usp/agents/cid:3AA3F8:my-unique-usp-id-42', 'usp/controllers/oui:00256D:my-unique-bbf-id-42'),
    ).toBe('usp/agents/cid:3AA3F8:my-unique-usp-id-42/reply-to=usp%2Fcontrollers%2Foui:00256D:my-unique-bbf-id-42');
  });

  it.each([
    ['usp/a/reply-to=usp%2Fc', 'usp/c'],
    ['usp/a/reply-to=usp%2fc', 'usp/c'],
    ['usp/a/reply-to=x/reply-to=y', 'y'],
    ['/reply-to=y', 'y'],
    ['usp/a', undefined],
    ['usp/a/reply-to=', undefined],
    ['usp/areply-to=b', undefined],
    ['usp/a/reply-to=b%2F+', undefined],
    ['usp/a/reply-to=#', undefined],
  ])('%s leads back to %s', (name, replyTo) => {
    expect(readReplyTo(name)).toBe(replyTo);
  });

  it('comes back as it was written', () => {
    const plain = fc.string({ minLength: 1 }).filter((text) => isTopicName(text) && !/%2f|\/reply-to=/i.test(text));
    fc.assert(
      fc.property(plain, plain, (to, from) => {
        expect(readReplyTo(withReplyTo(to, from))).toBe(from);
      }),
    );
  });
});

describe('what to subscribe to [R-MQTT.15]', () => {
  const none = { subscribeTopics: [] };
  const five = { version: '5', endpointId: 'self::c' } as const;
  const old = { version: '3.1.1', endpointId: 'self::c' } as const;

  it('is all configured filters and all that the broker names', () => {
    const plan = planSubscriptions({ ...five, subscribe: ['a', 'b/+'] }, { subscribeTopics: ['c/#', 'd', 'a'] });
    expect(plan.filters).toEqual(['a', 'b/+', 'c/#', 'd']);
  });

  it('includes the Response Information unless a filter reaches it', () => {
    const told = { subscribeTopics: [], responseInformation: 'usp/c/1' };
    expect(planSubscriptions({ ...five, subscribe: ['a'] }, told).filters).toEqual(['a', 'usp/c/1']);
    expect(planSubscriptions({ ...five, subscribe: ['usp/c/1'] }, told).filters).toEqual(['usp/c/1']);
    expect(planSubscriptions({ ...five, subscribe: ['usp/+/1'] }, told).filters).toEqual(['usp/+/1']);
    expect(planSubscriptions({ ...five, subscribe: [] }, { ...told, subscribeTopics: ['usp/#'] }).filters).toEqual([
      'usp/#',
    ]);
  });

  it('includes a configured topic of our own where the broker says none', () => {
    expect(planSubscriptions({ ...five, subscribe: ['a/#'], replyTo: 'me' }, none).filters).toEqual(['a/#', 'me']);
    expect(planSubscriptions({ ...five, subscribe: ['me'], replyTo: 'me' }, none).filters).toEqual(['me']);
    expect(
      planSubscriptions({ ...five, subscribe: ['a/#'], replyTo: 'me' }, { ...none, responseInformation: 'a/b' })
        .filters,
    ).toEqual(['a/#']);
  });

  it('is a wildcarded filter for our own topic on MQTT 3.1.1', () => {
    const plan = planSubscriptions({ ...old, subscribe: [], replyTo: 'usp/me' }, none);
    expect(plan.filters).toEqual(['usp/me/#']);
    expect(planSubscriptions({ ...old, subscribe: ['usp/#'], replyTo: 'usp/me' }, none).filters).toEqual(['usp/#']);
  });

  it('reaches messages with /reply-to= also for exact configured filters on MQTT 3.1.1', () => {
    const { filters } = planSubscriptions({ ...old, subscribe: ['usp/me', 'x/#', 'y/+'] }, none);
    expect(filters).toEqual(['usp/me', 'x/#', 'y/+', 'usp/me/+']);
    const arriving = withReplyTo('usp/me', 'usp/agents/1');
    expect(filters.some((one) => covers(one, arriving))).toBe(true);
  });

  it('leaves out what the broker can’t mean, and says so', () => {
    const plan = planSubscriptions(
      { ...five, subscribe: ['a'] },
      { subscribeTopics: ['x/#/y', '__proto__'], responseInformation: 'b/#' },
    );
    expect(plan.filters).toEqual(['a', '__proto__']);
    expect(plan.replyTo).toBe('a');
    expect(plan.ignored).toHaveLength(2);
    const many = Array.from({ length: 1500 }, (_, at) => `t/${at}`);
    const cut = planSubscriptions({ ...five, subscribe: ['a'] }, { subscribeTopics: many });
    expect(cut.filters).toHaveLength(1001);
    expect(cut.ignored).toHaveLength(1);
  });
});

describe('our own topic [R-MQTT.21]', () => {
  const base = { version: '5', endpointId: 'self::c', subscribe: ['a/+', 'b'] } as const;

  it('is the Response Information before all else', () => {
    const told = { subscribeTopics: ['x'], responseInformation: 'told' };
    expect(planSubscriptions({ ...base, replyTo: 'configured' }, told).replyTo).toBe('told');
  });

  it('is else the configured one, the first exact filter, or one made of the Endpoint ID', () => {
    const none = { subscribeTopics: [] };
    expect(planSubscriptions({ ...base, replyTo: 'configured' }, none).replyTo).toBe('configured');
    expect(planSubscriptions(base, none).replyTo).toBe('b');
    const plan = planSubscriptions({ ...base, subscribe: ['a/+'] }, none);
    expect(plan.replyTo).toBe('usp/endpoints/self::c');
    expect(plan.filters).toContain('usp/endpoints/self::c');
  });

  it('can be published to, whatever the Endpoint ID', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (id) => isTopicName(derivedReplyTo(id))));
    expect(derivedReplyTo('a+b/#')).toBe('usp/endpoints/a%2Bb%2F%23');
  });
});
