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
      'test/**/{commutes,take-away,broken-rule,plan,markdown,bbcode,thread,told,domain-xml}.test.ts',
      'test/{capsule/cli,privacy/fixtures,vgpu/lists,vgpu/verify,vgpu/functions}.test.ts',
    ],
    globalSetup: ['test/build-first.ts'],
    testTimeout: 60_000,
    // Nothing here changes what another file sees, and a module is loaded once.
    isolate: false,
  },
});
