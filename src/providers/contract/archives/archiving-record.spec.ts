import { aWidget } from '../../../../test/builders/widget.js';
import { archiveMarks, nextArchiving, readArchiving } from './archiving-record.js';

const upstreamWith = (record: unknown) => {
  const widget = aWidget('orders');
  const annotations: Record<string, string> =
    record === undefined ? {} : { 'dbaas.io/archiving': JSON.stringify(record) };
  return { ...widget, metadata: { ...widget.metadata, annotations } };
};

describe('the log of one life', () => {
  it.each([
    { what: 'begins', last: undefined, isShipping: false, number: 1 },
    { what: 'goes on', last: { number: 2, storage: 'main', life: 1 }, isShipping: true, number: 2 },
    {
      what: 'goes on, as it was written down before',
      last: { number: 2, storage: 'main' },
      isShipping: true,
      number: 2,
    },
    { what: 'was interrupted', last: { number: 2, storage: 'main', life: 1 }, isShipping: false, number: 3 },
    { what: 'went elsewhere', last: { number: 2, storage: 'other', life: 1 }, isShipping: true, number: 3 },
    {
      what: 'begins after that of another life',
      last: { number: 4, storage: 'main', life: 7 },
      isShipping: false,
      number: 1,
    },
    { what: 'begins after what is no record', last: 'main', isShipping: true, number: 1 },
  ])('$what: number $number', ({ last, isShipping, number }) => {
    const next = nextArchiving({ upstream: upstreamWith(last), isShipping }, { storage: 'main', life: 1 });
    expect(next).toEqual({ number, storage: 'main', life: 1 });
  });

  it('is read as it was written', () => {
    const record = { number: 3, storage: 'main', life: 2 };
    const { metadata, ...widget } = aWidget('orders');
    const annotations = archiveMarks(record, 'team-a/orders-1-v17');
    expect(readArchiving({ ...widget, metadata: { ...metadata, annotations } })).toEqual(record);
  });
});
