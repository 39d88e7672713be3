import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARAM_VALUE_TYPES, type ValueType } from '../value-types.ts';
import { evaluateComparison } from './evaluate.ts';
import { parsePath } from './parse.ts';
import type { ExpressionComponent } from './types.ts';

function component(expression: string): ExpressionComponent {
  const result = parsePath(`Device.A.[${expression}].`);
  const segment = result.ok ? result.path.segments[2] : undefined;
  const first = segment?.type === 'expression' ? segment.components[0] : undefined;
  if (!first) throw new Error(`not an expression: ${expression}`);
  return first;
}

/** Whether it holds for the value, or the problem. */
function evaluate(type: ValueType, text: string, expression: string, isList = false): boolean | string {
  const { operator, constant } = component(expression);
  const result = evaluateComparison({ type, isList }, text, operator, constant);
  return result.ok ? result.holds : result.problem;
}

describe('comparisons of search expressions [R-ARC.7]', () => {
  it.each<[ValueType, string, string, boolean]>([
    ['string', 'Normal', 'X=="Normal"', true],
    ['string', 'normal', 'X=="Normal"', false],
    ['string', '5" 100%', 'X=="5%22 100%25"', true],
    ['string', 'a', 'X!="a"', false],
    ['boolean', '1', 'X==true', true],
    ['boolean', 'true', 'X==1', true],
    ['boolean', 'false', 'X!=true', true],
    ['unsignedInt', '8', 'X==08', true],
    ['int', '-7', 'X<-5', true],
    ['int', '10', 'X>9', true],
    ['int', '10', 'X>=10', true],
    ['int', '10', 'X<=9', false],
    ['unsignedLong', '18446744073709551615', 'X>18446744073709551614', true],
    ['decimal', '1.50', 'X==1.5', true],
    ['decimal', '1.49', 'X<1.5', true],
    ['hexBinary', 'cafe', 'X==CAFE', true],
    ['hexBinary', 'cafe', 'X!="CAFE"', false],
    ['base64', 'AQI=', 'X=="AQI="', true],
    ['dateTime', '2021-06-06T08:00:00Z', 'X==2021-06-06T10:00:00+02:00', true],
    ['dateTime', '2021-06-06T08:00:00Z', 'X<2021-06-06T08:00:00.1Z', true],
    ['dateTime', '0001-01-01T00:00:00Z', 'X<2021-06-06T08:00:00Z', false],
    ['dateTime', '0001-01-01T00:00:00Z', 'X==0001-01-01T00:00:00Z', true],
    ['dateTime', '2021-06-06T08:00:00Z', 'X!=0001-01-01T00:00:00Z', true],
    ['int', 'damaged', 'X==1', false],
    ['int', 'damaged', 'X!=1', true],
    ['int', 'damaged', 'X>1', false],
  ])('%s %s against %s: %s', (type, text, expression, holds) => {
    expect(evaluate(type, text, expression)).toBe(holds);
  });

  it.each<[ValueType, string, string, boolean]>([
    ['string', 'IPv4, IPv6Firewall', 'X~="IPv6Firewall"', true],
    ['string', 'IPv4,IPv6FirewallPlus', 'X~="IPv6Firewall"', false],
    ['string', '', 'X~=""', false],
    ['unsignedInt', '1,05', 'X~=5', true],
    ['unsignedInt', '1,damaged', 'X~=1', false],
    ['string', 'a, b', 'X=="a,b"', true],
    ['string', 'a,b', 'X!="b,a"', true],
    ['string', 'a,b,c', 'X=="a,b"', false],
  ])('a list of %s, %s, against %s: %s', (type, text, expression, holds) => {
    expect(evaluate(type, text, expression, true)).toBe(holds);
  });

  it('are refused where the operator does not suit the type', () => {
    expect(evaluate('string', 'a', 'X<"b"')).toMatch(/== and != only/);
    expect(evaluate('boolean', 'true', 'X>false')).toMatch(/== and != only/);
    expect(evaluate('hexBinary', 'AA', 'X>AA')).toMatch(/== and != only/);
    expect(evaluate('dateTime', '2021-06-06T08:00:00Z', 'X>0001-01-01T00:00:00Z')).toMatch(/Unknown Time/);
    expect(evaluate('int', '1', 'X~=1')).toMatch(/Only lists/);
    expect(evaluate('int', '1', 'X>1', true)).toMatch(/Lists are compared/);
  });

  it('are refused where the constant is none of the type', () => {
    expect(evaluate('boolean', 'true', 'X=="true"')).toMatch(/without quotes/);
    expect(evaluate('string', '5', 'X==5')).toMatch(/double quotes/);
    expect(evaluate('int', '5', 'X==5.5')).toMatch(/whole number/);
    expect(evaluate('int', '5', 'X~=5.5', true)).toMatch(/whole number/);
  });

  it('never throw, and == and != never agree', () => {
    const anyConstant = fc.record({ quoted: fc.boolean(), raw: fc.oneof(fc.string(), fc.integer().map(String)) });
    fc.assert(
      fc.property(
        fc.record({ type: fc.constantFrom(...PARAM_VALUE_TYPES), isList: fc.boolean() }),
        fc.oneof(fc.string(), fc.integer().map(String)),
        anyConstant,
        (param, text, constant) => {
          for (const operator of ['<', '>', '<=', '>=', '~='] as const) {
            evaluateComparison(param, text, operator, constant);
          }
          const same = evaluateComparison(param, text, '==', constant);
          const different = evaluateComparison(param, text, '!=', constant);
          expect(same.ok).toBe(different.ok);
          if (same.ok && different.ok) expect(same.holds).toBe(!different.holds);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
