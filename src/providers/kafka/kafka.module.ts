import { Module } from '@nestjs/common';
import { KafkaProvider } from './provider.js';

@Module({ providers: [KafkaProvider], exports: [KafkaProvider] })
export class KafkaModule {
  static readonly provider = KafkaProvider;
}
