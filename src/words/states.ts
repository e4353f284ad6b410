/** The states of a host within a sentence, for what a change leads to. */
export const stateNames = {
  en: {
    ready: 'ready to share the GPU',
    'action-needed': 'not ready',
    'reboot-needed': 'all set, waiting for a reboot',
    unsupported: 'not possible on this machine',
    unknown: 'cannot tell',
  },
  'zh-CN': {
    ready: '可以共享核显',
    'action-needed': '还不行',
    'reboot-needed': '都配好了，等重启',
    unsupported: '这台机器做不到',
    unknown: '无法判断',
  },
};
