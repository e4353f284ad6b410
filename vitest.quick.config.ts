import { defineConfig } from 'vitest/config';

/** For every edit: what needs no browser, no root of its own and no hundred processes. The whole is `npm test`. */
export default defineConfig({
  test: {
    include: [
      'test/{capsule,change/undo,facts,formats,judge,knowledge,privacy,report,rules,values,vgpu}/**/*.test.ts',
      'test/{fixtures,rule-fixtures,rules,consistent-hosts,paste}.test.ts',
    ],
    exclude: [
      'test/**/{hostile,default-grub,grub-edit,plans,undo-definition,capsule,canaries,*.oracle,shown-is-done}.test.ts',
    ],
    globalSetup: ['test/build-first.ts'],
    testTimeout: 60_000,
  },
});
