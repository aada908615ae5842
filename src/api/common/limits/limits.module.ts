import { Module } from '@nestjs/common';
import { RateSettings } from '../../../config/index.js';
import { KubeRuntime } from '../../../kube/kube-runtime.js';
import { Refusals } from '../../../services/audit/refusals.js';
import { ServicesModule } from '../../../services/services.module.js';
import { RateLimiter } from './rate-limiter.js';
import { WatchCounter } from './watch-counter.js';

const rates = {
  provide: RateLimiter,
  useFactory: (
    { readsPerMinute: reads, writesPerMinute: writes }: RateSettings,
    { clock }: KubeRuntime,
    refusals: Refusals,
  ) => new RateLimiter({ reads, writes }, clock, (caller) => refusals.note('rate_limited', caller)),
  inject: [RateSettings, KubeRuntime, Refusals],
};

const watches = {
  provide: WatchCounter,
  useFactory: ({ watchesPerCaller }: RateSettings) => new WatchCounter(watchesPerCaller),
  inject: [RateSettings],
};

/** What each caller may ask for, counted over REST and GraphQL together. */
@Module({ imports: [ServicesModule], providers: [rates, watches], exports: [RateLimiter, WatchCounter] })
export class LimitsModule {}
