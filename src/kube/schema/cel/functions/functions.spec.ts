import { CelEvaluationError } from '../cel-error.js';
import { compileCel } from '../compile-cel.js';

const run = (expression: string): unknown => compileCel(expression, []).evaluate({});

const LIBRARIES: Record<string, readonly (readonly [string, unknown])[]> = {
  strings: [
    ["'héllo'.size() + size('😀')", 6],
    ["'a😀b'.charAt(1)", '😀'],
    ["'ab'.charAt(2)", ''],
    ["'a😀b😀'.indexOf('😀') * 10 + 'a😀b😀'.lastIndexOf('😀')", 13],
    ["'abcabc'.indexOf('a', 1) + 'abcabc'.lastIndexOf('a', 2)", 3],
    ["'abc'.indexOf('x')", -1],
    ["'a😀bc'.substring(1, 3)", '😀b'],
    ["'abc'.substring(1)", 'bc'],
    ["'a-b-c'.replace('-', '+') + 'a-b-c'.replace('-', '', 1)", 'a+b+cab-c'],
    ["'ab'.replace('', '_')", '_a_b_'],
    ["'a,b,c'.split(',', 2)", ['a', 'b,c']],
    ["'a,b'.split(',').join('-') + ['x', 'y'].join()", 'a-bxy'],
    ["'ÄbC'.lowerAscii() + 'äbC'.upperAscii()", 'ÄbcäBC'],
    ["' a '.trim() + 'abc'.reverse()", 'acba'],
    ["'%s %d %.2f %x %%'.format(['a', 5, 1.0, 255])", 'a 5 1.00 ff %'],
    ["'%e %X %b %o'.format([1234.5, b'ab', 5, 8])", '1.234500e+03 6162 101 10'],
    ["'%s'.format([[1, 'a', {'k': true}]])", '[1, a, {k: true}]'],
  ],
  regex: [
    ["'Hello'.matches('(?i)^hel+o$') && matches('xay', 'a')", true],
    ["'a1b22'.find('[0-9]+')", '1'],
    ["'a'.find('[0-9]+')", ''],
    ["'a1b22c3'.findAll('[0-9]+')", ['1', '22', '3']],
    ["'a1b22c3'.findAll('[0-9]+', 2)", ['1', '22']],
  ],
  lists: [
    ['[1, 2, 2].isSorted() && ![2, 1].isSorted() && [].isSorted()', true],
    ['[1, 2].sum() == 3 && [1.5, 2.0].sum() == 3.5 && [].sum() == 0', true],
    ['[3, 1, 2].min() * 10 + [3, 1, 2].max()', 13],
    ["['b', 'a'].max()", 'b'],
    ['[1, 2, 1].indexOf(1) * 10 + [1, 2, 1].lastIndexOf(1)', 2],
    ['[1].indexOf(5)', -1],
    ['sets.contains([1, 2], [2]) && sets.equivalent([1, 1, 2], [2, 1]) && sets.intersects([1], [1, 5])', true],
    ['sets.contains([1], [2]) || sets.equivalent([1], [2]) || sets.intersects([1], [2])', false],
  ],
  quantities: [
    ["quantity('1Gi').compareTo(quantity('1024Mi'))", 0],
    ["quantity('1Gi') == quantity('1024Mi')", true],
    ["quantity('500m').isLessThan(quantity('1')) && quantity('2').isGreaterThan(quantity('1'))", true],
    ["quantity('1Gi').add(quantity('1')).sub(1).asInteger()", 1073741824],
    ["quantity('1').add(2).asInteger()", 3],
    ["quantity('500m').isInteger() || !quantity('2k').isInteger()", false],
    ["quantity('500m').asApproximateFloat()", 0.5],
    ["sign(quantity('-1')) + quantity('0').sign() + sign(quantity('5')) * 10", 9],
    ["isQuantity('1Gi') && !isQuantity('lots')", true],
  ],
  urls: [
    ["isURL('https://a.b/c') && !isURL('not a url') && isURL('/path')", true],
    ["url('https://u:p@Host.example:443/a/b?q=1&q=2').getHost()", 'Host.example:443'],
    ["url('https://[::1]:80/').getHostname() + ' ' + url('https://[::1]:80/').getHost()", '::1 [::1]:80'],
    ["url('https://h:443/').getPort() + url('HTTP://h').getScheme() + url('http://h/x').getEscapedPath()", '443http/x'],
    ["url('https://h/?q=1&q=2&r=a%20b').getQuery()", { q: ['1', '2'], r: ['a b'] }],
  ],
  addresses: [
    ["isIP('10.0.0.1') && isIP('::1') && !isIP('10.0.0') && !isIP('fe80::1%eth0')", true],
    ["ip('10.0.0.1').family() + ip('::1').family()", 10],
    ["string(ip('2001:DB8:0:0:1:0:0:1'))", '2001:db8::1:0:0:1'],
    ["[string(ip('::')), string(ip('0:0:0:0:0:0:0:1')), string(ip('fe80:0:0:0:0:0:0:0'))]", ['::', '::1', 'fe80::']],
    ["string(ip('2001:db8:0:1:1:1:1:1'))", '2001:db8:0:1:1:1:1:1'],
    ["ip.isCanonical('::1') && !ip.isCanonical('0::1')", true],
    ["ip('127.0.0.1').isLoopback() && ip('0.0.0.0').isUnspecified() && ip('fe80::1').isLinkLocalUnicast()", true],
    ["ip('224.0.0.1').isLinkLocalMulticast() && ip('8.8.8.8').isGlobalUnicast() && !ip('::1').isGlobalUnicast()", true],
    ["isCIDR('10.0.0.0/8') && !isCIDR('10.0.0.0') && cidr('10.0.0.0/8').prefixLength() == 8", true],
    ["cidr('10.0.0.0/8').containsIP('10.1.2.3') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))", true],
    ["cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8'))", true],
    ["string(cidr('10.1.2.3/8').masked()) + ' ' + string(cidr('10.1.2.3/8').ip())", '10.0.0.0/8 10.1.2.3'],
  ],
  formats: [
    ["!format.dns1123Label().validate('my-name').hasValue()", true],
    ["format.dns1123Label().validate('My_Name').value().size()", 1],
    ["!format.dns1123Subdomain().validate('a.b').hasValue() && format.dns1035Label().validate('1a').hasValue()", true],
    [
      "!format.qualifiedName().validate('a.io/b_c').hasValue() && format.qualifiedName().validate('a/b/c').hasValue()",
      true,
    ],
    ["!format.dns1123LabelPrefix().validate('a-').hasValue() && !format.labelValue().validate('').hasValue()", true],
    ["format.named('uuid').value().validate('x').hasValue() && !format.named('nope').hasValue()", true],
  ],
  conversions: [
    ["int('42') + int(1.9) + int(dyn(3))", 46],
    ["double('1.5') + double(2)", 3.5],
    ["string(1) + string(1.5) + string(true) + string(b'x')", '11.5truex'],
    ["bool('true') && !bool('F'.lowerAscii())", true],
  ],
  times: [
    ["timestamp('2024-02-29T12:30:15.25Z').getFullYear()", 2024],
    ["timestamp('2024-02-29T23:30:00Z').getDate('+02:00') + timestamp('2024-03-01T00:00:00Z').getDayOfMonth()", 1],
    ["timestamp('2024-02-29T12:30:15.25Z').getHours('America/New_York')", 7],
    ["timestamp('2024-12-31T00:00:00Z').getDayOfYear()", 365],
    ["timestamp('2024-01-01T00:00:00Z') + duration('36h') == timestamp('2024-01-02T12:00:00Z')", true],
    ["timestamp('2024-01-02T00:00:00+01:00') - timestamp('2024-01-01T00:00:00Z') == duration('23h')", true],
    ["duration('1h30m').getMinutes() + duration('90s').getSeconds()", 180],
    ["string(duration('-1.5s')) + ' ' + string(duration('-0.5s'))", '-1.5s -0.5s'],
    [
      "string(timestamp('2024-01-01T00:00:00.120Z')) + ' ' + string(timestamp(0))",
      '2024-01-01T00:00:00.12Z 1970-01-01T00:00:00Z',
    ],
    ["duration('1m') < duration('2m') && timestamp('2024-01-01T00:00:00Z') < timestamp('2025-01-01T00:00:00Z')", true],
  ],
};

describe.each(Object.keys(LIBRARIES))('%s', (library) => {
  it.each(LIBRARIES[library]!)('%s', (expression, expected) => {
    expect(run(expression)).toEqual(expected);
  });
});

describe('arguments that make no sense', () => {
  it.each([
    "url('https://h/a b')",
    "ip('1.2.3')",
    "cidr('1.2.3.4')",
    "duration('soon')",
    "timestamp('yesterday')",
    "int('1.5')",
    "int('9223372036854775808')",
    'int(1e30)',
    "double('x')",
    "bool('yes')",
    "'abc'.substring(2, 1)",
    "'abc'.charAt(9)",
    '[].min()',
    "quantity('500m').asInteger()",
    "timestamp('2024-01-01T00:00:00Z').getHours('Nowhere/Else')",
    "'%d'.format(['a'])",
    "'%s %s'.format(['a'])",
    'optional.none().value()',
  ])('%s', (expression) => {
    expect(() => run(expression)).toThrow(CelEvaluationError);
  });
});
