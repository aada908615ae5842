import { configurationAtStart, effectiveConfiguration, isForbidden } from './configuration.js';

describe('settings of Kafka', () => {
  it.each([
    { key: 'listeners', forbidden: true },
    { key: 'LISTENERS', forbidden: true },
    { key: 'portable.thing', forbidden: true },
    { key: 'ssl.keystore.location', forbidden: true },
    { key: 'ssl.protocol', forbidden: false },
    { key: 'controller.quorum.voters', forbidden: true },
    { key: 'controller.quorum.fetch.timeout.ms', forbidden: false },
    { key: 'listener.name.tls-9093.max.connections', forbidden: false },
    { key: 'listener.name.tls-9093.ssl.keystore.location', forbidden: true },
    { key: 'num.partitions', forbidden: false },
  ])('that the operator keeps for itself: $key is $forbidden', ({ key, forbidden }) => {
    expect(isForbidden(key)).toBe(forbidden);
  });

  it('are dropped in silence where they are forbidden, and are text', () => {
    expect(effectiveConfiguration({ 'num.partitions': 3, 'node.id': 7 })).toEqual({ 'num.partitions': '3' });
  });

  it('need a restart unless brokers take them while they run', () => {
    const config = { 'num.partitions': '3', 'log.retention.ms': '1', 'a.plugin.of.mine': 'x' };
    expect(configurationAtStart(config)).toEqual({ 'num.partitions': '3', 'a.plugin.of.mine': 'x' });
  });
});
