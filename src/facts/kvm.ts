import { presence, type Collector } from './collector.ts';

/** Whether KVM offers itself to user space. */
export const kvmCollector: Collector = {
  subject: 'kvm',
  gives: ['kvm/has-device'],
  collect: async host => ({
    facts: [presence('kvm/has-device', await host.stat('/dev/kvm'), { source: '/dev/kvm' })],
  }),
};
