import { newName } from './new-name.js';

describe('the name of what nobody named', () => {
  it('says what it is', () => {
    expect(newName('orders-stop', () => '1f2e3d')).toBe('orders-stop-1f2e3d');
  });

  it('is another one each time', () => {
    expect(newName('orders')).not.toBe(newName('orders'));
  });

  it('fits, however long the prefix', () => {
    const name = newName(`${'x'.repeat(40)}-horizontalscaling-and-more-of-it`);
    expect(name).toMatch(/^x{40}-.*-[0-9a-f]{6}$/);
    expect(name).toHaveLength(63);
  });
});
