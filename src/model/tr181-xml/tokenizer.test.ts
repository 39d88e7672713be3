import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeProblem, XmlProblem } from './problem.ts';
import { xmlBounds, XmlTokenizer } from './tokenizer.ts';

/** Everything a text says, as lines; fed in pieces of a size. */
function tokens(text: string, size = text.length || 1): string[] {
  const said: string[] = [];
  const tokenizer = new XmlTokenizer({
    open: (name, attributes, { line, column }) => {
      const list = [...attributes].map(([key, value]) => ` ${key}=${value}`).join('');
      said.push(`<${name}${list}> ${String(line)}:${String(column)}`);
    },
    text: (part) => {
      const last = said.at(-1);
      if (last?.startsWith('"')) said[said.length - 1] = last.slice(0, -1) + `${part}"`;
      else said.push(`"${part}"`);
    },
    close: (name) => said.push(`</${name}>`),
  });
  for (let at = 0; at < text.length; at += size) tokenizer.push(text.slice(at, at + size));
  tokenizer.end();
  return said;
}

function problem(text: string, size?: number): string {
  try {
    tokens(text, size);
    return '';
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    return describeProblem(error, 'a.xml');
  }
}

const sample = `\uFEFF<?xml version="1.0"?>
<!-- a > comment <b> & -->
<dm:document xmlns:dm="urn:x" a = '1 &lt; "2"'
  dmr:b="x&#x41;&#66;">
  text &amp; more<empty/><![CDATA[<raw> & ]]]]></dm:document>
<!-- end -->
`;

describe('reading XML', () => {
  const whole = tokens(sample);

  it('says tags, attributes, text and where they stand', () => {
    expect(whole).toEqual([
      '<document xmlns:dm=urn:x a=1 < "2" dmr:b=xAB> 3:1',
      '"\n  text & more"',
      '<empty> 5:18',
      '</empty>',
      '"<raw> & ]]"',
      '</document>',
    ]);
  });

  it('says the same wherever a piece is cut', () => {
    for (let size = 1; size < sample.length; size += 1) expect([size, tokens(sample, size)]).toEqual([size, whole]);
  });

  it('takes names of plain objects for names', () => {
    expect(tokens('<__proto__ constructor="1" __proto__="2"/>')).toEqual([
      '<__proto__ constructor=1 __proto__=2> 1:1',
      '</__proto__>',
    ]);
  });
});

describe('damaged XML', () => {
  it.each([
    ['', 'a.xml, line 1, column 1: The file holds no XML element.'],
    ['plain text', 'a.xml, line 1, column 1: Text stands outside'],
    ['<a>\n  <b></a>', 'a.xml, line 2, column 6: </a> stands where </b> has to.'],
    ['<a>\n<b>', 'a.xml, line 2, column 4: The file ends before <b> is closed'],
    ['<a><b x="1"', 'a.xml, line 1, column 4: The file ends in the middle of a tag'],
    ['<a/><b/>', 'a.xml, line 1, column 5: A second root element'],
    ['<a></a></b>', 'a.xml, line 1, column 8: </b> closes nothing.'],
    ['<a x="1" x="2"/>', 'a.xml, line 1, column 1: The attribute x is there twice.'],
    ['<a x=1/>', 'a.xml, line 1, column 1: An attribute is not written as name="value".'],
    ['<a b/>', 'a.xml, line 1, column 1: An attribute is not written as name="value".'],
    ['<a>1 < 2</a>', 'a.xml, line 1, column 6: A tag is not closed before the next one begins.'],
    ['<a>1 <2></a>', 'a.xml, line 1, column 6: "<2" is no tag.'],
    ['<a>R&D </a>', 'a.xml, line 1, column 5: An "&" that begins no reference'],
    ['<a x="&nbsp;"/>', 'a.xml, line 1, column 1: "&nbsp;" is not known.'],
    ['<a>&#0;</a>', '"&#0;" is not known.'],
    ['<a>&#xFFFFFF;</a>', '"&#xFFFFFF;" is not known.'],
    ['<a><!ELEMENT x></a>', 'This "<!" begins nothing that is known.'],
  ])('%j is refused with its place', (text, wanted) => {
    expect(problem(text)).toContain(wanted);
    expect(problem(text, 1)).toContain(wanted);
  });

  it('a cut anywhere is an error, never half a document', () => {
    const text = sample.trimEnd().replace(/\n<!-- end -->$/, '');
    for (let length = 0; length < text.length; length += 1)
      expect([length, problem(text.slice(0, length))]).not.toEqual([length, '']);
  });
});

describe('hostile XML', () => {
  it('brings no DTD and no entities', () => {
    const laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>';
    expect(problem(laughs)).toContain('line 1, column 1: The file brings a DOCTYPE of its own.');
    expect(problem(laughs, 1)).toContain('DOCTYPE');
    expect(problem('<a>&c;</a>')).toContain('"&c;" is not known');
    expect(problem('<!doctype a SYSTEM "http://example.org/x.dtd"><a/>')).toContain('DOCTYPE');
  });

  it('goes only so deep, so wide and so long', () => {
    expect(problem('<a>'.repeat(xmlBounds.depth + 1))).toContain('too deep');
    const many = Array.from({ length: xmlBounds.attributes + 1 }, (_, at) => ` a${String(at)}=""`).join('');
    expect(problem(`<a${many}/>`)).toContain('too many attributes');
    expect(problem(`<a x="${'y'.repeat(xmlBounds.token + 1)}"/>`)).toContain('far too long');
    expect(problem(`<a>${' '.repeat(xmlBounds.token + 9)}`, 65_536)).toBeTruthy();
    const unending = new XmlTokenizer({ open: () => undefined, text: () => undefined, close: () => undefined });
    expect(() => {
      for (let at = 0; at < 40; at += 1) unending.push('<!-- ' + '-'.repeat(65_536));
    }).toThrow('far too long');
    const large = new XmlTokenizer({ open: () => undefined, text: () => undefined, close: () => undefined });
    const line = '<!-- -->'.repeat(8_192);
    large.push('<a>');
    expect(() => {
      for (let at = 0; at < 2_000; at += 1) large.push(line);
    }).toThrow('too large');
  });

  it('any text is read or refused, and nothing else happens', () => {
    const parts = [
      '<',
      '>',
      '/',
      'a',
      ':b',
      '="',
      '"',
      "'",
      '&',
      '&amp;',
      ';',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      ' ',
      '\n',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...parts), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (list, size) => {
          const text = list.join('');
          // Whether it is read does not hang on where pieces end.
          expect(problem(text, size) === '').toBe(problem(text) === '');
        },
      ),
      { numRuns: 2000 },
    );
  });
});
