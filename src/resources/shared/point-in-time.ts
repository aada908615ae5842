import { BooleanField, Shape, TimeField } from '../declare/index.js';

@Shape({
  description: 'A moment to go back to.',
  rules: [
    {
      rule: 'has(self.time) != (has(self.latest) && self.latest)',
      message: 'needs exactly one of time and latest: true',
    },
  ],
})
export class PointInTime {
  @TimeField({
    description: 'The moment; later changes are left out.',
    optional: true,
    example: '2026-11-23T09:00:00Z',
  })
  time?: string;

  @BooleanField({ description: 'As far as the log in the bucket reaches.', optional: true })
  latest?: boolean;
}
