import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route } from './routes.ts';

describe('routes', () => {
  it.each<Exclude<Route, { at: 'link' }>>([
    { at: 'start' },
    { at: 'wire' },
    { at: 'capture', capture: '1' },
    { at: 'new', kind: 'mqtt' },
    { at: 'new', kind: 'websocket' },
    { at: 'edit', connection: 'a/b %' },
    { at: 'device', device: 'os::00256D-1|self::a' },
    { at: 'device', device: 'os::00256D-1|self::a', place: 'model' },
    { at: 'device', device: 'os::%41-1|self::a', place: 'model', path: 'Device.A.[B=="x/y#&"].' },
  ])('come back as they went: %o', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it('come back for any device and path', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(text, text, (device, path) => {
        const route: Route = { at: 'device', device, place: 'model', path };
        expect(parseRoute(formatRoute(route))).toEqual(route);
      }),
    );
  });

  it('know a connection link', () => {
    expect(parseRoute('#connect=demo')).toEqual({ at: 'link', link: '#connect=demo' });
  });

  it('take what they do not know for the start, and never throw', () => {
    expect(parseRoute('')).toEqual({ at: 'start' });
    expect(parseRoute('#/device/')).toEqual({ at: 'start' });
    expect(parseRoute('#/nowhere')).toEqual({ at: 'start' });
    expect(parseRoute('#/device/%E0%A4')).toEqual({ at: 'device', device: '%E0%A4' });
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseRoute(`#${text}`)).toHaveProperty('at');
      }),
    );
  });
});
