import { Controller, Get } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { RestApp } from '../../../../test/doubles/rest-app.js';
import { addLinks } from '../links.js';
import { CurrentExchange, type Exchange } from '../exchange.js';
import { Deprecated } from './deprecated.js';
import { requireFair } from './deprecation.js';

const documentation = 'https://dbaas.io/docs/compatibility';
const GOING = { since: '2027-01-31', sunset: '2027-08-31', documentation, successor: '/api/v1/new/:name' };

@Controller('old')
class OldController {
  @Get('before/:name')
  @Deprecated(GOING)
  @ApiOperation({ summary: 'Told before' })
  before(@CurrentExchange() { reply }: Exchange): object {
    addLinks(reply, ['</more>; rel="next"']);
    return {};
  }

  @ApiOperation({ summary: 'Told after' })
  @Deprecated({ since: '2027-01-31', documentation })
  @Get('after')
  after(): object {
    return {};
  }

  @Get('stays')
  stays(): object {
    return {};
  }
}

describe('a route that will go', () => {
  let app: RestApp;

  beforeAll(async () => {
    app = await RestApp.start({ controllers: [OldController] });
  });
  afterAll(() => app.stop());

  const told = async (path: string, headers: Record<string, string> = {}): Promise<(string | number | null)[]> => {
    const { status, headers: sent } = await app.fetch(`/api/v1/old/${path}`, { headers });
    return [status, ...['deprecation', 'sunset', 'link'].map((name) => sent.get(name))];
  };
  const page = `<${documentation}>; rel="deprecation"; type="text/html"`;
  const successor = '</api/v1/new/a%0D%0Ab>; rel="successor-version"';
  const dates = ['@1801353600', 'Tue, 31 Aug 2027 00:00:00 GMT'];

  it.each([
    { tells: 'since when, until when, and what comes after', query: '', status: 200, more: ', </more>; rel="next"' },
    { tells: 'the same to who is refused', query: '?x=1', status: 400, more: '' },
    { tells: 'the same to whoever has no token', query: '', token: '', status: 401, more: '' },
  ])('tells $tells', async ({ query, token, status, more }) => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: token };
    const answer = await told(`before/a%0d%0ab${query}`, headers);
    expect(answer).toEqual([status, ...dates, `${page}, ${successor}${more}`]);
  });

  it('may be without an end that is known', async () => {
    expect(await told('after')).toEqual([200, '@1801353600', null, page]);
  });

  it('is no other', async () => {
    expect(await told('stays')).toEqual([200, null, null, null]);
  });

  it('is marked in the description, beside what it says of itself', () => {
    const { paths } = app.description();
    const shown = ['before/{name}', 'after', 'stays'].map((path) => paths[`/api/v1/old/${path}`]!.get!);
    expect(shown.map(({ summary, deprecated }) => [summary, deprecated])).toEqual([
      ['Told before', true],
      ['Told after', true],
      [undefined, undefined],
    ]);
  });

  it.each([
    ['too soon', { ...GOING, sunset: '2027-07-30' }, /6 months/],
    ['before it is deprecated', { ...GOING, sunset: '2026-01-31' }, /6 months/],
    ['on no day', { ...GOING, sunset: '2027-13-31' }, /no day/],
    ['since no day', { ...GOING, since: 'now' }, /no day/],
    ['with no page to read', { ...GOING, documentation: 'docs' }, /no address/],
  ])('does not start when it goes %s', (_when, deprecation, refusal) => {
    expect(() => Deprecated(deprecation)).toThrow(refusal);
  });

  it.each(['2027-07-31', '2030-01-01', undefined])('may go on %s', (sunset) => {
    expect(() => requireFair({ ...GOING, sunset })).not.toThrow();
  });
});
