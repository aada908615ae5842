import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { KubeRuntime } from '../kube/kube-runtime.js';
import { ServicesModule } from '../services/services.module.js';
import { AuthGuard } from './common/auth.guard.js';
import { LimitsModule } from './common/limits/limits.module.js';
import { RateLimitGuard } from './common/limits/rate-limit.guard.js';
import { ProblemFilter } from './common/problem.filter.js';
import { GraphqlApiModule } from './graphql/graphql-api.module.js';
import { RestModule } from './rest/rest.module.js';
import { AcceptGuard } from './rest/rules/accept.guard.js';
import { ContentTypeGuard } from './rest/rules/content-type.guard.js';
import { DeprecationGuard } from './rest/rules/deprecation.guard.js';
import { QueryGuard } from './rest/rules/query.guard.js';
import { EventStreamInterceptor } from './rest/streams/event-stream.interceptor.js';
import { EventStreams } from './rest/streams/event-streams.js';

/** Both mouths of the services, behind one guard and one translation of errors. */
@Module({
  imports: [ServicesModule, LimitsModule, RestModule, GraphqlApiModule],
  providers: [
    // In this order: refusals tell what will go, and who is counted has to be known.
    { provide: APP_GUARD, useClass: DeprecationGuard },
    { provide: APP_GUARD, useClass: AuthGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: QueryGuard },
    { provide: APP_GUARD, useClass: AcceptGuard },
    { provide: APP_GUARD, useClass: ContentTypeGuard },
    EventStreams,
    { provide: APP_INTERCEPTOR, useClass: EventStreamInterceptor },
    { provide: APP_FILTER, useFactory: ({ logger }: KubeRuntime) => new ProblemFilter(logger), inject: [KubeRuntime] },
  ],
})
export class ApiModule {}
