import { Module } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { GraphQlSettings } from '../../config/index.js';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { Authenticator } from '../../services/auth/authenticator.js';
import { ServicesModule } from '../../services/services.module.js';
import { LimitsModule } from '../common/limits/limits.module.js';
import { RateLimiter } from '../common/limits/rate-limiter.js';
import { WatchCounter } from '../common/limits/watch-counter.js';
import { REVIEW_MS } from '../common/token-lease.js';
import { apolloOptions } from './apollo-options.js';
import { AllowList } from './documents/allow-list.js';
import { DocumentsModule } from './documents/documents.module.js';
import { Documents } from './documents/documents.js';
import { OperationEventServer } from './events/operation-event-server.js';
import { LandingPage } from './page/landing-page.js';
import { RESOLVERS } from './resolvers.js';
import { CallerSessions } from './sessions/caller-session.js';
import { OperationJudge } from './sessions/operation-judge.js';
import { SubscriptionServer } from './socket/subscription-server.js';

const sessions = {
  provide: CallerSessions,
  useFactory: (authenticator: Authenticator, rates: RateLimiter, watches: WatchCounter) =>
    new CallerSessions(authenticator, { rates, watches }, REVIEW_MS),
  inject: [Authenticator, RateLimiter, WatchCounter],
};

type Parts = [Authenticator, Documents, RateLimiter, KubeRuntime, GraphQlSettings];

/** GraphQL over HTTP, WebSocket and Server-Sent Events at `/graphql`. Whoever imports this provides KubeRuntime globally. */
@Module({
  imports: [
    ServicesModule,
    LimitsModule,
    DocumentsModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [ServicesModule, LimitsModule, DocumentsModule],
      inject: [Authenticator, Documents, RateLimiter, KubeRuntime, GraphQlSettings],
      useFactory: (...[authenticator, documents, limiter, { logger }, settings]: Parts) =>
        apolloOptions({ authenticator, documents, limiter, logger, settings }),
    }),
  ],
  providers: [...RESOLVERS, AllowList, OperationJudge, SubscriptionServer, OperationEventServer, LandingPage, sessions],
})
export class GraphqlApiModule {}
