import { Module } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { Authenticator } from '../../services/auth/authenticator.js';
import { ServicesModule } from '../../services/services.module.js';
import { LimitsModule } from '../common/limits/limits.module.js';
import { RateLimiter } from '../common/limits/rate-limiter.js';
import { WatchCounter } from '../common/limits/watch-counter.js';
import { REVIEW_MS } from '../common/token-lease.js';
import { apolloOptions } from './apollo-options.js';
import { RESOLVERS } from './resolvers.js';
import { SocketSessions } from './socket/socket-session.js';
import { SubscriptionServer } from './socket/subscription-server.js';

const sessions = {
  provide: SocketSessions,
  useFactory: (authenticator: Authenticator, rates: RateLimiter, watches: WatchCounter) =>
    new SocketSessions(authenticator, { rates, watches }, REVIEW_MS),
  inject: [Authenticator, RateLimiter, WatchCounter],
};

/** GraphQL over HTTP and WebSocket at `/graphql`. Whoever imports this provides KubeRuntime globally. */
@Module({
  imports: [
    ServicesModule,
    LimitsModule,
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      imports: [ServicesModule, LimitsModule],
      inject: [Authenticator, RateLimiter, KubeRuntime],
      useFactory: (authenticator: Authenticator, limiter: RateLimiter, { logger }: KubeRuntime) =>
        apolloOptions(authenticator, limiter, logger),
    }),
  ],
  providers: [...RESOLVERS, SubscriptionServer, sessions],
})
export class GraphqlApiModule {}
